/** What the API server answered instead of what was asked; the message is the server's own. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    message: string,
    readonly code: number,
    readonly reason: string,
    readonly details: ApiErrorDetails = {},
  ) {
    super(message);
  }
}

export interface ApiErrorDetails {
  readonly kind?: string;
  readonly causes?: readonly {
    readonly reason?: string;
    readonly message?: string;
    readonly field?: string;
  }[];
}

/** The API server cannot be reached, or refuses to talk to this user. */
export class UnreachableError extends Error {
  override readonly name = "UnreachableError";
}

/** No API of the server has this kind; the CustomResourceDefinition may not have been created yet. */
export class NoMatchError extends Error {
  override readonly name = "NoMatchError";
}

const hasCode = (error: unknown, code: number): boolean => error instanceof ApiError && error.code === code;

export const isNotFound = (error: unknown): boolean => hasCode(error, 404);
export const isForbidden = (error: unknown): boolean => hasCode(error, 403);
export const isInvalid = (error: unknown): boolean => hasCode(error, 422);
export const isAlreadyExists = (error: unknown): boolean =>
  error instanceof ApiError && error.code === 409 && error.reason === "AlreadyExists";
/** The name is still taken by an object that is on its way out. */
export const isBeingDeleted = (error: unknown): boolean =>
  isAlreadyExists(error) && messageOf(error).startsWith("object is being deleted");
export const isConflict = (error: unknown): boolean =>
  error instanceof ApiError && error.code === 409 && error.reason === "Conflict";
export const isNamespaceNotFound = (error: unknown): boolean =>
  error instanceof ApiError && error.code === 404 && error.details.kind === "namespaces";
export const isExpired = (error: unknown): boolean => hasCode(error, 410);

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
