import { InitializationError } from "../../shared/initialization-error";
import type { PropertyMap } from "../../shared/property-value";
import { messageOf } from "../api/api-error";
import { NotReadyError } from "../await/not-ready-error";

/** The engine's form of an object that exists without working. */
export function initializationError(
  what: string,
  cause: unknown,
  id: string,
  outputs: PropertyMap,
  inputs?: PropertyMap,
): InitializationError {
  const message = what === "" ? messageOf(cause) : `${what}: ${messageOf(cause)}`;
  const reasons = [message, ...(cause instanceof NotReadyError ? cause.reasons : [])];
  return new InitializationError(message, id, outputs, reasons, inputs);
}
