import { type Runner, reporters, type Suite, type Test } from "mocha";
import { skipReasonOf } from "../../test/support/skip";
import type { TestEvent } from "./test-event";

function send(event: TestEvent): void {
  process.send?.(event);
}

/** The test's own reason, or that of the nearest suite that gave one. */
function reasonOf(test: Test): string | undefined {
  let holder: Test | Suite | undefined = test;
  while (holder !== undefined) {
    const reason = skipReasonOf(holder);
    if (reason !== undefined) return reason;
    holder = holder.parent;
  }
  return undefined;
}

function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { expected, actual } = error as { expected?: unknown; actual?: unknown };
  const showsDiff = typeof expected === "string" && typeof actual === "string" && expected !== actual;
  const text = error.stack ?? error.message;
  return showsDiff ? `${text}\n${reporters.Base.generateDiff(actual, expected)}` : text;
}

/** Mocha's side of the runner: sends each result over the channel that the runner opened. */
class ChannelReporter {
  constructor(runner: Runner) {
    runner.on("test", (test) => {
      send({ kind: "started", title: test.fullTitle() });
    });
    runner.on("pass", (test) => {
      send({ kind: "passed", title: test.fullTitle() });
    });
    runner.on("fail", (test, error: unknown) => {
      send({ kind: "failed", title: test.fullTitle(), text: describeFailure(error) });
    });
    runner.on("pending", (test) => {
      send({ kind: "skipped", title: test.fullTitle(), reason: reasonOf(test) });
    });
    runner.on("end", () => {
      send({ kind: "ended" });
    });
  }
}

export = ChannelReporter;
