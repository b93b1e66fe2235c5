import type { DifferenceAnswer, DifferenceQuestion, PropertyChange } from "../../shared/provider-contract";
import { annotation, hasAnnotation } from "../object/annotations";
import { parseCheckpoint } from "../object/checkpoint";
import { detailedDifference } from "../object/detailed-difference";
import { groupVersionKindOf, isPatchResource } from "../object/group-version-kind";
import {
  apiVersionOf,
  kindOf,
  nameOf,
  namespaceOf,
  removeAt,
  setAt,
  setNamespace,
  toManifest,
  type Manifest,
} from "../object/manifest";
import { isAutonamed, isNamed } from "../object/naming";
import { normalise } from "../object/normalise";
import { prune } from "../object/prune";
import { patchReplacingFields, replacingFields } from "../object/replacing-fields";
import { isPropertyMap } from "../../shared/property-value";
import type { Session } from "../session";
import { jobSucceeded } from "../await/job";

/**
 * Compares the declaration with what was deployed: the live object as the state remembers it, cut down to what was
 * declared then. So drift in declared fields shows, and what controllers added does not.
 */
export async function difference(session: Session, question: DifferenceQuestion): Promise<DifferenceAnswer> {
  const { urn, olds, news, ignoreChanges } = question;
  const state = parseCheckpoint(olds);
  const declared = normalise(toManifest(news));
  const deployed = prune(state.live, normalise(state.inputs));
  const named = isNamed(declared);
  await alignIdentity(session, declared, deployed, state.live);

  const replacing = isPatchResource(urn, kindOf(declared))
    ? patchReplacingFields
    : replacingFields(declared, {
        secrets: session.settings.secretMutable,
        configMaps: session.settings.configMapMutable,
      });
  const details = detailedDifference(deployed, declared, replacing, ignoreChanges);
  const replaces = replacedPaths(details);
  const unready = await isUnready(session, urn, declared, state.live);
  if (unready) replaces.push(`.metadata.annotations["${annotation.replaceUnready}"]`);
  return {
    changed: details.size > 0 || unready || (session.rendering && session.settings.alwaysRender),
    replaces,
    deleteBeforeReplace:
      replaces.length > 0 && named && !isAutonamed(declared) && isSameIdentity(declared, state.live),
    details,
  };
}

/** Brings both sides to the same notion of identity, so that a default that only one of them spells out is no change. */
async function alignIdentity(
  session: Session,
  declared: Manifest,
  deployed: Manifest,
  live: Manifest,
): Promise<void> {
  const namespaced = (await session.isNamespaced(groupVersionKindOf(declared))) ?? true;
  for (const manifest of [declared, deployed]) {
    // A namespace that is not known yet is left to be a change.
    const unset = namespaceOf(manifest) === "" && !isUnknownNamespace(manifest);
    if (!namespaced) setNamespace(manifest, "");
    else if (unset) setNamespace(manifest, "default");
  }
  if (apiVersionOf(deployed) === "" && kindOf(deployed) === "") {
    deployed["apiVersion"] = apiVersionOf(declared);
    deployed["kind"] = kindOf(declared);
  }
  if (session.settings.serverSideApply) removeAt(deployed, "metadata", "resourceVersion");
  if (nameOf(declared) !== "") setAt(deployed, nameOf(live), "metadata", "name");
}

function isUnknownNamespace(manifest: Manifest): boolean {
  const metadata = manifest["metadata"];
  if (!isPropertyMap(metadata)) return metadata !== undefined;
  return (
    metadata["namespace"] !== undefined && metadata["namespace"] !== null && metadata["namespace"] !== ""
  );
}

function replacedPaths(details: ReadonlyMap<string, PropertyChange>): string[] {
  return [...details]
    .filter(([path, { kind }]) => kind.endsWith("-replace") || (kind === "delete" && path === "metadata"))
    .map(([path]) => path);
}

/** A fixed name can only be used again once the old object is gone. */
function isSameIdentity(declared: Manifest, live: Manifest): boolean {
  return nameOf(declared) === nameOf(live) && namespaceOf(declared) === namespaceOf(live);
}

async function isUnready(
  session: Session,
  urn: string,
  declared: Manifest,
  live: Manifest,
): Promise<boolean> {
  if (!hasAnnotation(declared, annotation.replaceUnready)) return false;
  if (session.cluster === undefined) {
    session.log.message("warning", urn, "Cluster is unreachable, skipping replaceUnready check");
    return false;
  }
  if (kindOf(declared) !== "Job") {
    session.log.message("warning", urn, "replaceUnready annotation is not supported for this resource");
    return false;
  }
  try {
    const client = await session.cluster.objects.for(live);
    return !jobSucceeded(await client.get(nameOf(live)));
  } catch {
    // A Job that cannot be read is dealt with when it is replaced or created.
    return false;
  }
}
