import type { PropertyMap } from "./property-value";

/**
 * The object exists but is not as it should be, such as a Deployment whose Pods do not start. The engine records it
 * with these outputs, reports the reasons, and lets the next update continue from there.
 */
export class InitializationError extends Error {
  override readonly name = "InitializationError";

  constructor(
    message: string,
    readonly id: string,
    readonly outputs: PropertyMap,
    readonly reasons: readonly string[],
    readonly inputs?: PropertyMap,
  ) {
    super(message);
  }
}
