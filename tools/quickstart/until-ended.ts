/** Waits for the user to end the command, or for something that it needs to fail. */
export interface Ending {
  /** Settles at Ctrl-C. */
  readonly ended: Promise<void>;
  /** Ends the wait with an error. */
  readonly fail: (error: Error) => void;
}

export function untilEnded(): Ending {
  let fail: (error: Error) => void = () => undefined;
  const ended = new Promise<void>((resolve, reject) => {
    fail = reject;
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, () => {
        resolve();
      });
    }
  });
  // A failure before anybody waits is told when somebody does.
  ended.catch(() => undefined);
  return { ended, fail };
}
