import type { LayerTally } from "./layer-tally";
import type { TestEvent } from "./test-event";

/** Tells how a layer gets on: one redrawn line on a terminal, plain lines anywhere else. */
export class LayerDisplay {
  private drawn = false;
  private lastLine = Date.now();

  constructor(
    private readonly layer: string,
    private readonly terminal: boolean,
  ) {}

  show(event: TestEvent, tally: LayerTally): void {
    if (event.kind === "failed") this.line(`\nFAILED ${event.title}\n${indent(event.text)}\n`);
    else if (this.terminal && event.kind === "started")
      this.redraw(`${this.layer}: ${tally.line}  ${event.title}`);
    else if (!this.terminal && Date.now() - this.lastLine > 30_000)
      this.line(`${this.layer}: ${tally.line} so far`);
  }

  line(text: string): void {
    this.erase();
    this.lastLine = Date.now();
    process.stdout.write(`${text}\n`);
  }

  private redraw(text: string): void {
    this.erase();
    process.stdout.write(text.replaceAll("\n", " ").slice(0, (process.stdout.columns || 80) - 1));
    this.drawn = true;
  }

  private erase(): void {
    if (this.drawn) process.stdout.write("\r\u001b[2K");
    this.drawn = false;
  }
}

function indent(text: string): string {
  return text.replace(/^/gm, "    ");
}
