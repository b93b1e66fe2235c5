/** Something the user can put right: shown as its message alone, never with a stack. */
export class ToolchainError extends Error {
  override readonly name = "ToolchainError";
}

/** The message of whatever was thrown, for a line that goes on in our own words. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/**
 * What stands in the way of building, and does so for every part alike: Go is missing or too old, or its modules cannot be
 * fetched.
 */
export class BuildObstacle extends ToolchainError {
  constructor(
    readonly kind: "go" | "modules",
    message: string,
  ) {
    super(message);
  }
}

/** A way that was left out on purpose, which is not worth a line on the terminal. */
export class NotTriedError extends ToolchainError {}
