import type { DeleteQuestion } from "../../shared/provider-contract";
import { ApiError, isInvalid, isNotFound, messageOf, NoMatchError } from "../api/api-error";
import type { PropagationPolicy } from "../api/object-client";
import { NotReadyError } from "../await/not-ready-error";
import { timeoutOf } from "../await/timeout";
import { waitUntilGone } from "../await/wait-until-gone";
import { annotation, annotationOf, hasAnnotation } from "../object/annotations";
import { checkpoint, parseCheckpoint, recordedApiVersion } from "../object/checkpoint";
import { isPatchResource } from "../object/group-version-kind";
import { apiVersionOf, idOf, kindOf, parseId, type Manifest } from "../object/manifest";
import { removeRendered } from "../render/render-file";
import type { Session } from "../session";
import { fieldManagerOf } from "./field-manager";
import { initializationError } from "./initialization";
import { relinquish } from "./relinquish";

/** Deletes the object and waits until it is gone; of a Patch resource only gives up its fields. */
export async function deleteObject(session: Session, question: DeleteQuestion): Promise<void> {
  const { urn, outputs, timeoutSeconds } = question;
  const { inputs, live } = parseCheckpoint(outputs);
  if (session.rendering) {
    removeRendered(session, urn, live);
    return;
  }
  if (session.cluster === undefined) {
    deleteUnreachable(session, urn);
    return;
  }
  const fieldManager = fieldManagerOf(session.settings, outputs, inputs);
  try {
    const client = await session.cluster.objects.for(live);
    if (session.settings.serverSideApply && isPatchResource(urn, kindOf(inputs))) {
      await relinquish(client, live, fieldManager);
      return;
    }
    const { name } = parseId(question.id);
    const answer = await client.delete(name, propagationOf(inputs));
    if (kindOf(answer) === "Status" || skipsWaiting(inputs)) return;
    await waitUntilGone(session, { urn, client, live: answer, timeoutMs: timeoutOf(inputs, timeoutSeconds) });
  } catch (error) {
    // Without its definition, or without the object itself, there is nothing left to delete.
    if (isNotFound(error) || error instanceof NoMatchError) return;
    if (error instanceof NotReadyError) {
      const ownership = {
        initialApiVersion: recordedApiVersion(outputs) ?? apiVersionOf(inputs),
        fieldManager,
      };
      throw initializationError(
        "",
        error,
        idOf(error.live),
        checkpoint(inputs, error.live, outputs, ownership),
      );
    }
    throw patchDeletionHelp(urn, live, error);
  }
}

function deleteUnreachable(session: Session, urn: string): void {
  session.log.message(
    "warning",
    urn,
    `configured Kubernetes cluster is unreachable: ${session.unreachableReason}`,
  );
  if (!session.settings.deleteUnreachable) {
    throw new Error(
      "configured Kubernetes cluster is unreachable. If the cluster was deleted, you can remove this resource from Pulumi " +
        'state by rerunning the operation with the PULUMI_K8S_DELETE_UNREACHABLE environment variable set to "true"',
    );
  }
  session.log.message(
    "info",
    urn,
    "deleteUnreachable is set: the unreachable resource is removed from Pulumi state",
  );
}

function propagationOf(inputs: Manifest): PropagationPolicy {
  switch (annotationOf(inputs, annotation.deletionPropagation).toLowerCase()) {
    case "orphan":
      return "Orphan";
    case "background":
      return "Background";
    default:
      return "Foreground";
  }
}

const skippableKinds = new Set(
  "v1/Namespace v1/Pod v1/ReplicationController apps/v1/DaemonSet apps/v1/Deployment apps/v1/StatefulSet batch/v1/Job".split(
    " ",
  ),
);

function skipsWaiting(inputs: Manifest): boolean {
  return (
    hasAnnotation(inputs, annotation.skipAwait) &&
    skippableKinds.has(`${apiVersionOf(inputs)}/${kindOf(inputs)}`)
  );
}

function patchDeletionHelp(urn: string, live: Manifest, error: unknown): unknown {
  if (
    !isPatchResource(urn, kindOf(live)) ||
    !isInvalid(error) ||
    !messageOf(error).includes("Required value")
  )
    return error;
  const causes = error instanceof ApiError ? (error.details.causes ?? []) : [];
  const field = causes.find(({ reason }) => reason === "FieldValueRequired")?.field ?? messageOf(error);
  return new Error(
    "this Patch resource is currently managing a required field, so it can't be deleted directly. Either set the " +
      `\`retainOnDelete\` resource option, or transfer ownership of the field before deleting: ${field}`,
  );
}
