import { BackendName, quote, type Problem } from "../model";
import type { MeshBackend } from "./backend";
import { linkerd } from "./linkerd";

/** Every mesh that this release carries definitions out on. A new one is a folder and a line here. */
export const backends: Readonly<Partial<Record<BackendName, MeshBackend>>> = {
  [BackendName.Linkerd]: linkerd,
};

/**
 * The mesh of a name that was checked.
 * @throws RangeError when this release does not carry definitions out on it
 */
export function backendOf(name: BackendName): MeshBackend {
  const backend = backends[name];
  if (!backend) throw new RangeError(`no backend is called ${name}`);
  return backend;
}

/** What there is to say of a mesh that this release does not know how to render. */
export function missingBackend(name: BackendName): Problem {
  const known = Object.keys(backends);
  return {
    path: "backend",
    message: `cannot be rendered by this release (got ${quote(name)})`,
    rule: `It renders for ${known.join(", ")}`,
    fix: "Leave it out, or use a release that renders it",
  };
}
