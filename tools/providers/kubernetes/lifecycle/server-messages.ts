import { ApiError, isConflict, messageOf } from "../api/api-error";
import type { Session } from "../session";

const guide =
  "https://www.pulumi.com/registry/packages/kubernetes/how-to-guides/" +
  "managing-resources-with-server-side-apply/#handle-field-conflicts-on-existing-resources";

/** Explains a conflict of field managers; any other error passes through. The server's message names the managers. */
export function conflictHelp(error: unknown, fieldManager: string): unknown {
  if (!(error instanceof ApiError) || !isConflict(error)) return error;
  return new ApiError(
    `the resource managed by field manager "${fieldManager}" had an apply conflict: ${error.message}\n` +
      `Leave those fields to their manager, or take them over with the annotation pulumi.com/patchForce: "true". See ${guide}`,
    error.code,
    error.reason,
    error.details,
  );
}

export function alreadyExistsHelp(error: unknown): string {
  return (
    `${messageOf(error)}\n\n` +
    "The resource already exists in the cluster. This can happen when:\n\n" +
    "  - A Pulumi resource was renamed: keep its identity with an alias, or use deleteBeforeReplace.\n" +
    "  - Only some fields of an object are to be managed: use a Patch resource (such as NamespacePatch).\n" +
    "  - An object is to be adopted: use `pulumi import`.\n" +
    "  - Creating shall mean updating: set upsertExistingObjects on the provider."
  );
}

/** Passes on what the API server has to say about fields that it dropped; its other advice is for authors of charts. */
export function warningReporter({ log }: Session, urn: string): (text: string) => void {
  return (text) => {
    if (/^(unknown|duplicate) field/.test(text))
      log.message("warning", urn, `the API server ignores it: ${text}`);
  };
}
