import type { Problem, ResolvedMesh, ResolvedService, ServiceAccountName } from "../model";
import type { Preflight } from "./cluster-facts";
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
  /** Annotations that the pods of a service need on their template: key is the annotation. Empty when their namespace says all. */
  workloadAnnotations(mesh: ResolvedMesh, service: ResolvedService): Record<string, string>;
  /** Identities of the mesh's own parts that read the proxies' metrics, such as a Prometheus that its console brings. */
  metricsReaders(mesh: ResolvedMesh): ServiceAccountName[];
  /** What a cluster is asked before the mesh comes onto it. */
  preflight(mesh: ResolvedMesh): Preflight;
  /** How the control plane is installed. */
  installation(mesh: ResolvedMesh): InstallationPlan;
}
