import { containsSecret, type PropertyMap } from "../../shared/property-value";
import type { CheckAnswer, CheckQuestion } from "../../shared/provider-contract";
import { isBuiltInList, removalNotice } from "../object/built-in-kinds";
import { groupVersionKindOfUrn, isPatchResource } from "../object/group-version-kind";
import {
  at,
  hasUnknown,
  kindOf,
  nameOf,
  namespaceOf,
  setAt,
  setNamespace,
  toManifest,
  type Manifest,
} from "../object/manifest";
import { adoptName, assignName, usesGenerateName } from "../object/naming";
import { normalise } from "../object/normalise";
import { markSecrets } from "../object/secrecy";
import type { Session } from "../session";
import { isPropertyMap } from "../../shared/property-value";
import { annotation } from "../object/annotations";

/** Completes a declaration: name, namespace, canonical form. What it returns is what later steps compare and send. */
export async function check(session: Session, question: CheckQuestion): Promise<CheckAnswer> {
  const { urn, olds, news } = question;
  const { settings, cluster } = session;
  if (cluster === undefined && !session.rendering && settings.skipUpdateUnreachable) {
    session.log.message(
      "warning",
      urn,
      "The cluster is unreachable and skipUpdateUnreachable is set: left as it is.",
    );
    return { inputs: olds };
  }
  const kind = groupVersionKindOfUrn(urn);
  if (isBuiltInList(kind)) {
    throw new Error(
      `${kind.kind} exists only to group objects in a manifest and cannot be created: declare the objects themselves`,
    );
  }
  const manifest = normalise(toManifest(news));
  const previous = toManifest(olds);
  requirePossible(session, urn, manifest);
  warnAboutAnnotations(session, urn, manifest);
  nameObject(session, question, manifest, previous);
  const removal = cluster === undefined ? undefined : removalNotice(kind, cluster.version);
  if (removal !== undefined) session.log.message("warning", urn, removal);
  if (
    session.defaultNamespace !== "" &&
    !hasNamespace(manifest) &&
    (await session.isNamespaced(kind)) !== false
  ) {
    // A kind that nobody knows yet is most likely a custom resource, and those are mostly namespaced.
    setNamespace(manifest, session.defaultNamespace);
  }
  session.declareCustomResource(manifest);
  const inputs: PropertyMap = manifest;
  markSecrets(inputs, news);
  if (session.rendering && containsSecret(inputs)) {
    session.log.message("warning", urn, "rendered YAML will contain a secret value in plaintext");
  }
  return { inputs };
}

function hasNamespace(manifest: Manifest): boolean {
  const namespace = at(manifest, "metadata", "namespace");
  return (
    namespaceOf(manifest) !== "" ||
    (namespace !== undefined && namespace !== null && typeof namespace !== "string")
  );
}

function requirePossible({ settings }: Session, urn: string, manifest: Manifest): void {
  if (!isPatchResource(urn, kindOf(manifest))) return;
  if (!settings.serverSideApply) {
    throw new Error(
      "patch resources require Server-Side Apply mode, which is enabled using the `enableServerSideApply` Provider config",
    );
  }
  if (nameOf(manifest) === "" && !hasUnknown(manifest)) {
    throw new Error("patch resources require the `.metadata.name` field to be set");
  }
}

const managedByLabel = "app.kubernetes.io/managed-by";

function nameObject(
  { settings, rendering }: Session,
  question: CheckQuestion,
  manifest: Manifest,
  previous: Manifest,
): void {
  const isNew = Object.keys(previous).length === 0;
  if (isNew) assignName(manifest, question);
  else adoptName(manifest, previous);
  // Server-side apply records managers by itself; without it a label says whose the object is.
  const value = process.env["PULUMI_KUBERNETES_MANAGED_BY_LABEL"] ?? "pulumi";
  const labelled = isNew
    ? !settings.serverSideApply
    : at(previous, "metadata", "labels", managedByLabel) === value;
  if (labelled && isPropertyMap(at(manifest, "metadata", "labels") ?? {})) {
    setAt(manifest, value, "metadata", "labels", managedByLabel);
  }
  if (!usesGenerateName(manifest)) return;
  if (settings.serverSideApply) {
    throw new Error("the `.metadata.generateName` field is not supported in Server-Side Apply mode");
  }
  if (rendering)
    throw new Error("the `.metadata.generateName` field is not supported in YAML rendering mode");
}

const helmTestHooks = /test|test-success|test-failure/;

function warnAboutAnnotations({ log, settings }: Session, urn: string, manifest: Manifest): void {
  const annotations = at(manifest, "metadata", "annotations");
  if (!isPropertyMap(annotations)) return;
  for (const [key, value] of Object.entries(annotations)) {
    if (key.startsWith(annotation.autonamed)) {
      log.message("warning", urn, `ignoring user-specified value for internal annotation "${key}"`);
    }
    const isHook = key.startsWith("helm.sh/hook") && typeof value === "string" && helmTestHooks.test(value);
    if (isHook && !settings.suppressHelmHookWarnings) {
      log.message(
        "warning",
        urn,
        "This resource contains Helm hooks, which are not executed: it is created like any other object. " +
          "PULUMI_K8S_SUPPRESS_HELM_HOOK_WARNINGS=true turns this warning off.",
      );
    }
  }
}
