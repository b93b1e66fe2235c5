import type { LayerResult } from "./layer-result";
import type { TestEvent } from "./test-event";

const noReason = "no reason given";

/** Adds up the results of a layer while it runs. */
export class LayerTally {
  /** The test that runs now. */
  current: string | undefined;
  private passed = 0;
  private readonly failures: { title: string; text: string }[] = [];
  private readonly skipped = new Map<string, number>();
  private readonly started = Date.now();
  private complete = false;

  constructor(private readonly layer: string) {}

  get tests(): number {
    return (
      this.result().passed + this.failures.length + [...this.skipped.values()].reduce((a, b) => a + b, 0)
    );
  }

  get line(): string {
    return `${String(this.passed)} passed, ${String(this.failures.length)} failed`;
  }

  add(event: TestEvent): void {
    switch (event.kind) {
      case "started":
        this.current = event.title;
        return;
      case "passed":
        this.passed += 1;
        return;
      case "failed":
        this.failures.push({ title: event.title, text: event.text });
        return;
      case "skipped": {
        const reason = event.reason ?? noReason;
        this.skipped.set(reason, (this.skipped.get(reason) ?? 0) + 1);
        return;
      }
      case "ended":
        this.complete = true;
    }
  }

  failLayer(text: string): void {
    this.failures.push({ title: `layer ${this.layer}`, text });
  }

  /** The process is gone. What it did not report is a failure of the layer. */
  close(end: string): void {
    if (this.failures.length > 0) return;
    if (!this.complete) this.failLayer(`ended before its tests did (${end}); see what it printed`);
    else if (end !== "0") this.failLayer(`ended with ${end} although no test failed`);
  }

  result(): LayerResult {
    const { layer, passed, failures, skipped, started } = this;
    return { layer, passed, failures, skipped, seconds: (Date.now() - started) / 1000 };
  }
}
