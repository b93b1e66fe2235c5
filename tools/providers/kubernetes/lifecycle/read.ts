import type { PropertyMap } from "../../shared/property-value";
import type { ReadAnswer, ReadQuestion } from "../../shared/provider-contract";
import { isNotFound, NoMatchError } from "../api/api-error";
import { NotReadyError } from "../await/not-ready-error";
import { requireReady } from "../await/require-ready";
import { lastAppliedAnnotation, removeAnnotation } from "../object/annotations";
import { checkpoint, parseCheckpoint, recordedApiVersion, type Ownership } from "../object/checkpoint";
import { apiVersionFor, groupVersionKindOfUrn } from "../object/group-version-kind";
import {
  apiVersionOf,
  copyOf,
  kindOf,
  nameOf,
  namespaceOf,
  parseId,
  setAt,
  setNamespace,
  toManifest,
  type Manifest,
} from "../object/manifest";
import { normalise } from "../object/normalise";
import { prune } from "../object/prune";
import { markSecrets } from "../object/secrecy";
import type { Session } from "../session";
import { fieldManagerOf } from "./field-manager";
import { initializationError } from "./initialization";

const gone: ReadAnswer = { id: "" };

/** Reads an object for a refresh, or, where the state knows nothing of it yet, for an import. */
export async function read(session: Session, question: ReadQuestion): Promise<ReadAnswer> {
  if (session.cluster === undefined && !session.rendering) return readUnreachable(session, question);
  const { id, urn, outputs } = question;
  const { name } = parseId(id);
  if (name === "")
    throw new Error(`"${id}" is no resource id: expected <namespace>/<name>, or <name> without a namespace.`);
  const previous = parseCheckpoint(outputs);
  const { declared, isImport } = identify(question, previous.live);
  const ownership: Ownership = {
    initialApiVersion: recordedApiVersion(outputs) ?? apiVersionOf(declared),
    fieldManager: fieldManagerOf(session.settings, outputs, declared),
  };
  if (session.rendering) {
    // A file is what the program wrote; there is nothing that could have drifted.
    return { id, outputs: checkpoint(declared, previous.live, outputs, ownership), inputs: question.inputs };
  }
  const live = await readLive(session, declared, name);
  if (live === undefined) return gone;
  const inputs = isImport ? importedInputs(live) : prune(live, declared);
  const state = checkpoint(inputs, live, question.inputs, ownership);
  const answer = { id, outputs: state, inputs: marked(inputs, question.inputs) };
  if (isImport) return answer;
  try {
    await requireReady(session, urn, declared, live);
    return answer;
  } catch (error) {
    if (!(error instanceof NotReadyError)) throw error;
    throw initializationError("", error, id, state, answer.inputs);
  }
}

/** What to read: as declared, else as recorded, else as the resource's type and id say. */
function identify(
  { id, urn, inputs }: ReadQuestion,
  live: Manifest,
): { declared: Manifest; isImport: boolean } {
  const declared = normalise(toManifest(inputs));
  if (apiVersionOf(declared) !== "" && kindOf(declared) !== "") return { declared, isImport: false };
  const { namespace, name } = parseId(id);
  const isImport = apiVersionOf(live) === "";
  const kind = groupVersionKindOfUrn(urn);
  declared["apiVersion"] = isImport ? apiVersionFor(kind) : apiVersionOf(live);
  declared["kind"] = isImport ? kind.kind : kindOf(live);
  if (nameOf(declared) === "") setAt(declared, name, "metadata", "name");
  if (namespaceOf(declared) === "") setNamespace(declared, namespace);
  return { declared, isImport };
}

async function readLive(session: Session, declared: Manifest, name: string): Promise<Manifest | undefined> {
  try {
    const client = await session.requireCluster().objects.for(declared);
    return await client.get(name, session.interrupted);
  } catch (error) {
    if (isNotFound(error) || error instanceof NoMatchError) return undefined;
    throw error;
  }
}

/** All that a program could have declared to get this object. */
function importedInputs(live: Manifest): Manifest {
  const inputs = normalise(copyOf(live));
  delete inputs["status"];
  removeAnnotation(inputs, "deployment.kubernetes.io/revision");
  removeAnnotation(inputs, lastAppliedAnnotation);
  return inputs;
}

function marked(inputs: Manifest, secretsFrom: PropertyMap): PropertyMap {
  const result = copyOf(inputs);
  markSecrets(result, secretsFrom);
  return result;
}

function readUnreachable(session: Session, { id, urn, outputs, inputs }: ReadQuestion): ReadAnswer {
  session.log.message(
    "warning",
    urn,
    `configured Kubernetes cluster is unreachable: ${session.unreachableReason}`,
  );
  if (session.settings.deleteUnreachable) {
    session.log.message(
      "info",
      urn,
      "deleteUnreachable is set: the unreachable resource is removed from Pulumi state",
    );
    return gone;
  }
  if (session.settings.skipUpdateUnreachable) {
    session.log.message(
      "info",
      urn,
      "skipUpdateUnreachable is set: the recorded state may differ from the cluster",
    );
    return { id, outputs, inputs };
  }
  throw new Error(
    "failed to read resource state due to unreachable cluster. If the cluster was deleted, you can remove this resource " +
      'from Pulumi state by rerunning the operation with the PULUMI_K8S_DELETE_UNREACHABLE environment variable set to "true"',
  );
}
