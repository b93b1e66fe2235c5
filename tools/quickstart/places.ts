import { join, relative } from "node:path";

/** The folder of this repository. */
export const checkout = join(__dirname, "..", "..");

/** Where one environment keeps what it needs and makes; below `.mesh`, which is not under version control. */
export interface Places {
  /** State, passphrase and the engine's settings. Whoever has this folder has the keys. */
  readonly state: string;
  /** Configuration that the engine works with. */
  readonly stack: string;
  /** Rendered files. */
  readonly manifests: string;
}

/** @param variant Keeps the stacks apart that one environment has on several clusters. */
export function placesOf(environment: string, variant = ""): Places {
  const root = join(checkout, ".mesh", environment);
  const base = variant === "" ? root : join(root, variant);
  return { state: join(base, "state"), stack: join(base, "stack"), manifests: join(root, "manifests") };
}

/** A path as people read it: relative where it is inside the repository. */
export function shown(path: string): string {
  const inside = relative(checkout, path);
  return inside.startsWith("..") ? path : inside;
}
