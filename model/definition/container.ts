import type { DnsSubdomain, Quantity } from "./scalars";

/** What a container may take of its node. */
export interface ContainerResources {
  /** CPU that is reserved, for example `100m`. Default: the mesh's own. */
  cpuRequest?: Quantity;
  /** CPU that is the most. Default: none; a limit delays what needs more. */
  cpuLimit?: Quantity;
  /** Memory that is reserved, for example `50Mi`. Default: the mesh's own. */
  memoryRequest?: Quantity;
  /** Memory that is the most; a container that takes more is killed. Default: the mesh's own. */
  memoryLimit?: Quantity;
}

/** What a toleration compares a taint with. */
export const TolerationOperator = {
  /** Key and value are equal. */
  Equal: "Equal",
  /** The key is there, or any taint is when no key is named. */
  Exists: "Exists",
} as const;
export type TolerationOperator = (typeof TolerationOperator)[keyof typeof TolerationOperator];

/** What a taint does to pods that do not tolerate it. */
export const TaintEffect = {
  NoSchedule: "NoSchedule",
  PreferNoSchedule: "PreferNoSchedule",
  NoExecute: "NoExecute",
} as const;
export type TaintEffect = (typeof TaintEffect)[keyof typeof TaintEffect];

/** A taint of nodes that pods put up with. */
export interface TolerationDefinition {
  /** Key of the taint. Default: every key, with the operator `Exists`. */
  key?: string;
  /** Default: `Equal`. */
  operator?: TolerationOperator;
  /** Value of the taint, with the operator `Equal`. */
  value?: string;
  /** Default: every effect. */
  effect?: TaintEffect;
}

/** Which nodes pods run on, and how important they are. */
export interface PlacementDefinition {
  /** Labels that a node must have: key is the label, value its value. Default: Linux nodes. */
  nodeSelector?: Record<string, string>;
  /** Taints that pods put up with. Default: none. */
  tolerations?: TolerationDefinition[];
  /** PriorityClass of the pods, for example `system-cluster-critical`. Default: none. */
  priorityClass?: DnsSubdomain;
}

/** Where container images come from. */
export interface ImageSource {
  /**
   * Registry, with a path where it has one, that holds every image of the mesh under its own last name, for example
   * `registry.example.org/mesh` for `registry.example.org/mesh/proxy`. Default: the mesh project's own.
   * @format image-registry
   */
  registry?: string;
  /**
   * Secrets with credentials for the registry. They must be in the namespaces of the control plane and of its extensions, and
   * for proxies in every namespace of the mesh, where the pods' service accounts must name them. Default: none.
   * @minItems 1
   */
  pullSecrets?: DnsSubdomain[];
}
