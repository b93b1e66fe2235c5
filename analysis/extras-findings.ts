import { joinPath, type ResolvedMesh } from "../model";
import type { RawFinding } from "./finding";

/** What the model cannot vouch for: neither decisions nor other findings know of it. */
export function extrasFindings({ backend, extras }: ResolvedMesh): RawFinding[] {
  const manifests = extras.manifests.map((manifest, index) => {
    const { kind, metadata } = manifest as { kind: string; metadata: { namespace?: string; name: string } };
    return { path: joinPath("extras", backend, "manifests", index), what: `adds ${address(kind, metadata)}` };
  });
  const patches = extras.patches.map((patch, index) => ({
    path: joinPath("extras", backend, "patches", index),
    what: `changes ${address(patch.kind, patch)}: ${patch.reason}`,
  }));
  return [...manifests, ...patches].map(({ path, what }) => ({
    code: "beyond-the-model" as const,
    path,
    message: `${what}; what it does is in no decision and no other finding`,
    fix: "Look at it by hand, and accept it with a reason",
  }));
}

function address(
  kind: string,
  { namespace, name }: { readonly namespace?: string; readonly name: string },
): string {
  return namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}
