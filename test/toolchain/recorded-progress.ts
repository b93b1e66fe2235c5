import type { Progress } from "../../tools/toolchain";

/** Collects what would be shown. */
export class RecordedProgress implements Progress {
  readonly lines: string[] = [];

  working(part: string, text: string): void {
    this.lines.push(`${part} working: ${text}`);
  }

  detail(): void {
    // Details come too quickly to be worth a comparison.
  }

  note(part: string, text: string): void {
    this.lines.push(`${part} note: ${text}`);
  }

  done(part: string, text: string): void {
    this.lines.push(`${part} done: ${text}`);
  }

  failed(part: string, text: string): void {
    this.lines.push(`${part} failed: ${text}`);
  }

  close(): void {
    // Nothing is redrawn.
  }
}
