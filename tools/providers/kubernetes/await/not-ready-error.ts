import type { Manifest } from "../object/manifest";

/** The object exists, but did not become ready in time. */
export class NotReadyError extends Error {
  override readonly name = "NotReadyError";

  /**
   * @param live The object as it was last seen.
   * @param reasons What it lacks, in the words of its controllers where they have any.
   */
  constructor(
    message: string,
    readonly live: Manifest,
    readonly reasons: readonly string[],
  ) {
    super(message);
  }
}
