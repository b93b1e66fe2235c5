/** Where progress is told. */
export interface Progress {
  /** Work on a part begins or changes: `text` says what is being done now. */
  working(part: string, text: string): void;
  /** A finer figure of the work that was announced last; shown where a line can be redrawn. */
  detail(part: string, text: string): void;
  /** A way did not work, or something else worth keeping on the screen. */
  note(part: string, text: string): void;
  /** The part is ready. */
  done(part: string, text: string): void;
  failed(part: string, text: string): void;
  /** No more lines will be redrawn. */
  close(): void;
}

export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface ProgressOptions {
  readonly now?: () => number;
  /** How often a log without a terminal says that long work goes on. Default: 30 000. Unit: milliseconds. */
  readonly heartbeat?: number;
}

export const silentProgress: Progress = {
  working: () => undefined,
  detail: () => undefined,
  note: () => undefined,
  done: () => undefined,
  failed: () => undefined,
  close: () => undefined,
};

/** One redrawn line for the part at work on a terminal; plain lines anywhere else. */
export function createProgress(stream: ProgressStream, options: ProgressOptions = {}): Progress {
  return stream.isTTY === true ? new TerminalProgress(stream, options) : new PlainProgress(stream, options);
}

interface Work {
  readonly part: string;
  readonly text: string;
  readonly since: number;
  detail: string;
}

abstract class TimedProgress {
  protected work: Work | undefined;
  private timer: NodeJS.Timeout | undefined;
  protected readonly now: () => number;

  constructor(
    protected readonly stream: ProgressStream,
    options: ProgressOptions,
    private readonly interval: number,
  ) {
    this.now = options.now ?? Date.now;
  }

  protected abstract tick(): void;

  working(part: string, text: string): void {
    this.work = { part, text, since: this.now(), detail: "" };
    this.timer ??= setInterval(() => {
      this.tick();
    }, this.interval);
    this.timer.unref();
  }

  detail(part: string, text: string): void {
    if (this.work?.part === part) this.work.detail = text;
  }

  done(part: string, text: string): void {
    this.line(`${part}: ${text}`);
    this.finish(part);
  }

  failed(part: string, text: string): void {
    this.line(`${part}: NOT READY: ${text}`);
    this.finish(part);
  }

  note(part: string, text: string): void {
    this.line(`${part}: ${text}`);
  }

  close(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.work = undefined;
  }

  protected line(text: string): void {
    this.stream.write(`${text}\n`);
  }

  protected elapsed(work: Work): string {
    return formatSeconds((this.now() - work.since) / 1000);
  }

  private finish(part: string): void {
    if (this.work?.part === part) this.close();
  }
}

class PlainProgress extends TimedProgress {
  constructor(stream: ProgressStream, options: ProgressOptions) {
    super(stream, options, options.heartbeat ?? 30_000);
  }

  override working(part: string, text: string): void {
    super.working(part, text);
    this.line(`${part}: ${text} ...`);
  }

  protected override tick(): void {
    const work = this.work;
    if (work === undefined) return;
    const detail = work.detail === "" ? "" : `, ${work.detail}`;
    this.line(`${work.part}: still working, ${this.elapsed(work)}${detail}`);
  }
}

const spinner = ["-", "\\", "|", "/"];
const eraseLine = "\r\u001b[2K";

class TerminalProgress extends TimedProgress {
  private frame = 0;
  private drawn = false;

  constructor(stream: ProgressStream, options: ProgressOptions) {
    super(stream, options, 120);
  }

  override working(part: string, text: string): void {
    super.working(part, text);
    this.tick();
  }

  override close(): void {
    this.erase();
    super.close();
  }

  protected override tick(): void {
    const work = this.work;
    if (work === undefined) return;
    this.frame = (this.frame + 1) % spinner.length;
    const detail = work.detail === "" ? "" : `, ${work.detail}`;
    // What changes comes first: on a narrow terminal the rest is cut off.
    const text = `${spinner[this.frame] ?? ""} ${work.part} ${this.elapsed(work)}${detail}: ${work.text}`;
    this.erase();
    // A line that wraps could not be erased again.
    this.stream.write(text.slice(0, this.width() - 1));
    this.drawn = true;
  }

  protected override line(text: string): void {
    this.erase();
    super.line(text);
  }

  private width(): number {
    // Some terminals say 0 when they do not know.
    const columns = this.stream.columns ?? 0;
    return columns > 0 ? columns : 80;
  }

  private erase(): void {
    if (this.drawn) this.stream.write(eraseLine);
    this.drawn = false;
  }
}

/** `8.2 s` below a minute, `3 min 20 s` above. */
export function formatSeconds(seconds: number): string {
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** For an estimate: `40 s`, or whole minutes from 90 s on. */
export function formatEstimate(seconds: number): string {
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}

export function formatMegabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(0)} MB`;
}
