import { features, type FeatureId, type FeatureUse, type Problem } from "../model";

/** How far a mesh can do what a feature asks for. */
export const Support = {
  /** By the mesh's own means. */
  Native: "native",
  /** By means that come close; the note says how. */
  Emulated: "emulated",
  /** Not at all; asking for it is an error. */
  Unsupported: "unsupported",
} as const;
export type Support = (typeof Support)[keyof typeof Support];

/** What a mesh says about one feature. */
export interface Capability {
  readonly support: Support;
  /** What it becomes in the mesh, or why it cannot. */
  readonly note: string;
  /** What to do instead; only where it is unsupported. */
  readonly alternative?: string;
}

/** What a mesh says about every feature; the type admits no gap. */
export type CapabilityTable = Readonly<Record<FeatureId, Capability>>;

export function native(note: string): Capability {
  return { support: Support.Native, note };
}

export function emulated(note: string): Capability {
  return { support: Support.Emulated, note };
}

export function unsupported(note: string, alternative: string): Capability {
  return { support: Support.Unsupported, note, alternative };
}

/** One problem for each use of a feature that the mesh lacks: nothing is dropped silently. */
export function checkCapabilities(
  backend: string,
  table: CapabilityTable,
  uses: readonly FeatureUse[],
): Problem[] {
  return uses.flatMap(({ feature, path }) => {
    const { support, note, alternative } = table[feature];
    if (support !== Support.Unsupported) return [];
    return [
      {
        path,
        message: `is not supported by ${backend} (${titleOf(feature)})`,
        rule: note,
        fix: alternative ?? "",
      },
    ];
  });
}

const titles = new Map(features.map(({ id, title }) => [id, title]));

function titleOf(feature: FeatureId): string {
  return (titles.get(feature) ?? feature).toLowerCase();
}
