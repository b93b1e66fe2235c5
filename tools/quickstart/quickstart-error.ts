/** Something the user can put right: shown as its message alone, never with a stack. */
export class QuickstartError extends Error {
  override readonly name = "QuickstartError";
}
