import { BackendName } from "../model";
import type { MeshBackend } from "./backend";
import { linkerd } from "./linkerd";

/** Every mesh that a definition can name. A new one is a folder and a line here. */
export const backends: Readonly<Record<BackendName, MeshBackend>> = {
  [BackendName.Linkerd]: linkerd,
};
