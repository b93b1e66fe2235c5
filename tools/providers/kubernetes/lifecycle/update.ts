import { containsSecret, type PropertyMap } from "../../shared/property-value";
import type { UpdateQuestion } from "../../shared/provider-contract";
import { isForbidden, isNotFound, messageOf, NoMatchError, UnreachableError } from "../api/api-error";
import type { KindClient } from "../api/object-client";
import { NotReadyError } from "../await/not-ready-error";
import { waitUntilReady } from "../await/wait-until-ready";
import { checkpoint, parseCheckpoint, recordedApiVersion, type Ownership } from "../object/checkpoint";
import { groupVersionKindOf, isPatchResource } from "../object/group-version-kind";
import {
  apiVersionOf,
  at,
  copyOf,
  hasUnknown,
  idOf,
  isCustomResourceDefinition,
  kindOf,
  nameOf,
  setAt,
  stringAt,
  toManifest,
  type Manifest,
} from "../object/manifest";
import { normalise } from "../object/normalise";
import { renderFile } from "../render/render-file";
import type { Session } from "../session";
import { fieldManagerOf, forcesConflicts } from "./field-manager";
import { keepIgnoredFields } from "./ignored-fields";
import { initializationError } from "./initialization";
import { inheritedManagedFields } from "./managed-fields";
import { relinquish } from "./relinquish";
import { conflictHelp, warningReporter } from "./server-messages";
import { clientSideUpdate } from "./client-side-update";

interface Change {
  readonly question: UpdateQuestion;
  readonly declared: Manifest;
  readonly previous: { readonly inputs: Manifest; readonly live: Manifest };
  readonly fieldManager: string;
}

/** Makes the object match the declaration and waits until it works; in a preview asks the API server what it would do. */
export async function update(session: Session, question: UpdateQuestion): Promise<PropertyMap> {
  const { urn, olds, news, preview } = question;
  const declared = normalise(toManifest(news));
  const kind = groupVersionKindOf(declared);
  if (preview && (session.rendering || hasUnknown(declared) || !(await session.isServed(kind)))) return news;
  const previous = parseCheckpoint(olds);
  const ownership: Ownership = {
    initialApiVersion: recordedApiVersion(olds) ?? apiVersionOf(previous.inputs),
    fieldManager: fieldManagerOf(session.settings, olds, declared),
  };
  const outputs = (live: Manifest): PropertyMap => checkpoint(declared, live, news, ownership);
  if (session.rendering) {
    renderFile(session, urn, declared, containsSecret(news));
    return outputs(declared);
  }
  const { objects } = session.requireCluster();
  try {
    const live = await apply(session, { question, declared, previous, fieldManager: ownership.fieldManager });
    const before = fieldManagerOf(session.settings, olds, previous.inputs);
    if (session.settings.serverSideApply && !preview && before !== ownership.fieldManager) {
      await relinquish(await objects.for(live), live, before);
    }
    return outputs(live);
  } catch (error) {
    if (preview && isForbidden(error)) return news;
    return failed(session, question, error, previous.live, outputs);
  }
}

async function apply(session: Session, change: Change): Promise<Manifest> {
  const { question, declared, previous } = change;
  const { objects } = session.requireCluster();
  const client = await objects.for(declared);
  const current = await client.get(nameOf(previous.live), session.interrupted);
  const updated = await submit(session, client, change, current);
  if (question.preview) return updated;
  if (isCustomResourceDefinition(declared)) objects.discovery.forget(stringAt(declared, "spec", "group"));
  const { urn, timeoutSeconds } = question;
  return waitUntilReady(session, { urn, declared, created: updated, previous: current, timeoutSeconds });
}

async function submit(
  session: Session,
  client: KindClient,
  change: Change,
  current: Manifest,
): Promise<Manifest> {
  const { question, declared, previous, fieldManager } = change;
  const { preview, urn, ignoreChanges } = question;
  const options = { fieldManager, dryRun: preview, onWarning: warningReporter(session, urn) };
  if (isCustomResourceDefinition(declared)) {
    // An apply would merge the lists of versions, and a version that the program dropped would stay.
    const replacement = copyOf(declared);
    setAt(replacement, at(current, "metadata", "resourceVersion") ?? "", "metadata", "resourceVersion");
    return client.replace(replacement, options);
  }
  if (!session.settings.serverSideApply) {
    return clientSideUpdate(client, { previous: previous.inputs, declared, current, ignoreChanges }, options);
  }
  const owned =
    isPatchResource(urn, kindOf(declared)) || preview
      ? current
      : await inherit(client, current, fieldManager);
  keepIgnoredFields(declared, owned, ignoreChanges, fieldManager);
  const force = forcesConflicts(session.settings, declared, owned, preview);
  try {
    return await client.apply(declared, { ...options, force });
  } catch (error) {
    throw conflictHelp(error, fieldManager);
  }
}

async function inherit(client: KindClient, current: Manifest, fieldManager: string): Promise<Manifest> {
  const entries = inheritedManagedFields(current, fieldManager);
  if (entries === undefined) return current;
  const patch = [{ op: "replace", path: "/metadata/managedFields", value: entries }];
  return client.patch(nameOf(current), patch, "application/json-patch+json", { fieldManager });
}

/** The object as it is now becomes the state, so that the next update starts from what is really there. */
async function failed(
  session: Session,
  { urn }: UpdateQuestion,
  error: unknown,
  previousLive: Manifest,
  outputs: (live: Manifest) => PropertyMap,
): Promise<never> {
  if (error instanceof UnreachableError) throw error;
  if (error instanceof NoMatchError) {
    throw new Error(
      `update of resource "${urn}" failed because the Kubernetes API server reported that the apiVersion for this resource ` +
        `does not exist. Verify that any required CRDs have been created: ${error.message}`,
    );
  }
  const live = error instanceof NotReadyError ? error.live : await readLive(session, previousLive);
  if (live === undefined) {
    const id = idOf(previousLive);
    const gone = isNotFound(error)
      ? ` "${id}" no longer exists in the cluster: run \`pulumi refresh\` first.`
      : "";
    throw new Error(`update of resource "${urn}" failed: ${messageOf(error)}${gone}`);
  }
  const what = `the Kubernetes API server reported that "${idOf(live)}" failed to fully initialize or become live`;
  throw initializationError(what, error, idOf(live), outputs(live));
}

async function readLive(session: Session, previous: Manifest): Promise<Manifest | undefined> {
  try {
    return await (await session.requireCluster().objects.for(previous)).get(nameOf(previous));
  } catch {
    // The update's own error says more than that the object cannot be read either.
    return undefined;
  }
}
