import type { Problem, ResolvedMesh } from "../model";
import type { CapabilityTable } from "./capability";
import type { InstallationPlan } from "./installation";
import type { RenderedObject } from "./manifest";

/** A service mesh that definitions are carried out on. Everything here is pure: the same mesh gives the same bytes. */
export interface MeshBackend {
  /** Name in definitions. */
  readonly name: string;
  /** Name in texts. */
  readonly title: string;
  readonly capabilities: CapabilityTable;
  /** What this mesh refuses beyond single features, such as combinations. */
  check(mesh: ResolvedMesh): Problem[];
  /** Objects of injection and policy, sorted. */
  render(mesh: ResolvedMesh): RenderedObject[];
  /** How the control plane is installed. */
  installation(mesh: ResolvedMesh): InstallationPlan;
}
