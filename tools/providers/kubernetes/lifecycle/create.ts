import { containsSecret, type PropertyMap } from "../../shared/property-value";
import type { CreateAnswer, CreateQuestion } from "../../shared/provider-contract";
import {
  isAlreadyExists,
  isBeingDeleted,
  isForbidden,
  isInvalid,
  isNamespaceNotFound,
  isNotFound,
  messageOf,
  NoMatchError,
  UnreachableError,
} from "../api/api-error";
import { NotReadyError } from "../await/not-ready-error";
import { waitUntilReady } from "../await/wait-until-ready";
import { checkpoint, type Ownership } from "../object/checkpoint";
import { describeKind, groupVersionKindOf, isPatchResource } from "../object/group-version-kind";
import {
  apiVersionOf,
  copyOf,
  hasUnknown,
  idOf,
  isCustomResourceDefinition,
  kindOf,
  nameOf,
  removeAt,
  setAt,
  stringAt,
  toManifest,
  type Manifest,
} from "../object/manifest";
import { uniqueName } from "../object/naming";
import { renderFile } from "../render/render-file";
import type { Session } from "../session";
import { creationManager, fieldManagerOf, forcesConflicts } from "./field-manager";
import { initializationError } from "./initialization";
import { retrying } from "./retry";
import { alreadyExistsHelp, conflictHelp, warningReporter } from "./server-messages";

/** Creates the object and waits until it works; in a preview asks the API server what it would do. */
export async function create(session: Session, question: CreateQuestion): Promise<CreateAnswer> {
  const { urn, inputs, preview } = question;
  const declared = toManifest(inputs);
  if (preview && (session.rendering || !(await canPreview(session, urn, declared))))
    return { id: "", outputs: inputs };
  const ownership: Ownership = {
    initialApiVersion: apiVersionOf(declared),
    fieldManager: fieldManagerOf(session.settings, inputs, declared),
  };
  if (session.rendering) {
    renderFile(session, urn, declared, containsSecret(inputs));
    return { id: idOf(declared), outputs: checkpoint(declared, declared, inputs, ownership) };
  }
  session.requireCluster();
  return preview
    ? previewCreation(session, question, declared, ownership)
    : createAndAwait(session, question, declared, ownership);
}

/** A dry run needs all values, and a kind that the server knows. What a Patch would do depends on its target. */
async function canPreview(session: Session, urn: string, declared: Manifest): Promise<boolean> {
  return (
    session.settings.serverSideApply &&
    !hasUnknown(declared) &&
    !isPatchResource(urn, kindOf(declared)) &&
    (await session.isServed(groupVersionKindOf(declared)))
  );
}

async function previewCreation(
  session: Session,
  { urn, inputs }: CreateQuestion,
  declared: Manifest,
  ownership: Ownership,
): Promise<CreateAnswer> {
  try {
    const live = await submit(session, urn, declared, ownership, true);
    // A program must not mistake the empty status of an object that does not exist for one that it can read.
    removeAt(live, "status");
    return { id: "", outputs: checkpoint(declared, live, inputs, ownership) };
  } catch (error) {
    if (
      isForbidden(error) ||
      isNamespaceNotFound(error) ||
      isAlreadyExists(error) ||
      isDryRunRefused(error)
    ) {
      return { id: "", outputs: inputs };
    }
    throw creationFailure(urn, declared, error);
  }
}

async function createAndAwait(
  session: Session,
  { urn, inputs, timeoutSeconds }: CreateQuestion,
  declared: Manifest,
  ownership: Ownership,
): Promise<CreateAnswer> {
  const created = await retrying(
    () => submit(session, urn, declared, ownership, false),
    (error) => isNotFound(error) || error instanceof NoMatchError || isBeingDeleted(error),
    (attempt, error) => {
      session.log.status("info", urn, `Retry #${attempt}; creation failed: ${messageOf(error)}`);
    },
    session.interrupted,
  ).catch((error: unknown) => {
    throw creationFailure(urn, declared, error);
  });
  if (isCustomResourceDefinition(declared)) {
    session.requireCluster().objects.discovery.forget(stringAt(declared, "spec", "group"));
  }
  const outputs = (live: Manifest): PropertyMap => checkpoint(declared, live, inputs, ownership);
  try {
    const live = await waitUntilReady(session, { urn, declared, created, timeoutSeconds });
    return { id: idOf(live), outputs: outputs(live) };
  } catch (error) {
    if (!(error instanceof NotReadyError)) throw error;
    const what = `resource "${urn}" was successfully created, but the Kubernetes API server reported that it failed to fully initialize or become live`;
    throw initializationError(what, error, idOf(error.live), outputs(error.live));
  }
}

async function submit(
  session: Session,
  urn: string,
  declared: Manifest,
  { fieldManager }: Ownership,
  dryRun: boolean,
): Promise<Manifest> {
  const { objects } = session.requireCluster();
  const client = await objects.for(declared);
  const onWarning = warningReporter(session, urn);
  const { serverSideApply, upsertExistingObjects } = session.settings;
  if (!serverSideApply || !(upsertExistingObjects || isPatchResource(urn, kindOf(declared)))) {
    // The first update hands the fields over to the resource's own manager.
    return client.create(declared, { fieldManager: creationManager, dryRun, onWarning });
  }
  const force = forcesConflicts(session.settings, declared, undefined, dryRun);
  const apply = (manifest: Manifest): Promise<Manifest> =>
    client.apply(manifest, { fieldManager, dryRun, force, onWarning });
  try {
    return await apply(declared);
  } catch (error) {
    if (dryRun && isInvalid(error) && messageOf(error).includes("field is immutable")) {
      return applyUnderOtherName(declared, apply);
    }
    throw conflictHelp(error, fieldManager);
  }
}

/** A replacement is previewed as if it were new: under the old name, the old object's immutable fields are in the way. */
async function applyUnderOtherName(
  declared: Manifest,
  apply: (manifest: Manifest) => Promise<Manifest>,
): Promise<Manifest> {
  const renamed = copyOf(declared);
  setAt(renamed, uniqueName(`${nameOf(declared)}-`, new Uint8Array()), "metadata", "name");
  const live = await apply(renamed);
  setAt(live, nameOf(declared), "metadata", "name");
  return live;
}

function isDryRunRefused(error: unknown): boolean {
  return /dryRun (alpha|beta) feature is disabled|does not support dry run/.test(messageOf(error));
}

function creationFailure(urn: string, declared: Manifest, error: unknown): Error {
  if (error instanceof UnreachableError) return error;
  if (error instanceof NoMatchError) {
    return new Error(
      `creation of resource "${urn}" with kind ${describeKind(groupVersionKindOf(declared))} failed because the Kubernetes ` +
        "API server reported that the apiVersion for this resource does not exist. " +
        `Verify that any required CRDs have been created: ${error.message}`,
    );
  }
  const message = isAlreadyExists(error) ? alreadyExistsHelp(error) : messageOf(error);
  return new Error(`resource "${urn}" was not successfully created by the Kubernetes API server: ${message}`);
}
