import type { Manifest } from "../backends";

/**
 * Type tokens and child names. They are the identity of what stands in users' states: a change to any of them replaces
 * resources unless an alias goes with it.
 */
export const typeTokens = {
  mesh: "pulumi-service-mesh:index:Mesh",
  servicePolicies: "pulumi-service-mesh:index:ServicePolicies",
  certificateAuthority: "pulumi-service-mesh:index:CertificateAuthority",
  controlPlane: "pulumi-service-mesh:index:ControlPlane",
  namespaceInjection: "pulumi-service-mesh:index:NamespaceInjection",
  egress: "pulumi-service-mesh:index:Egress",
  gateway: "pulumi-service-mesh:index:Gateway",
  observability: "pulumi-service-mesh:index:Observability",
  servicePolicy: "pulumi-service-mesh:index:ServicePolicy",
} as const;

/** Names of children that occur once below their parent. */
export const childRoles = {
  kubernetes: "kubernetes",
  certificateAuthority: "trust",
  controlPlane: "control-plane",
  namespaceInjection: "injection",
  egress: "egress",
  observability: "observability",
} as const;
export type ChildRole = (typeof childRoles)[keyof typeof childRoles];

/** Name of a child that occurs once below its parent. */
export function roleName(parent: string, role: ChildRole): string {
  return `${parent}-${role}`;
}

/**
 * Name of a child that exists for one thing among several. The separator cannot occur in a Kubernetes name, so that no two
 * things share a name.
 */
export function itemName(parent: string, ...parts: readonly string[]): string {
  return [parent, ...parts].join(":");
}

/** Name of the resource that declares a Kubernetes object. */
export function objectName(parent: string, { kind, metadata }: Manifest): string {
  const { namespace, name } = metadata;
  return itemName(parent, kind, namespace === undefined ? name : `${namespace}/${name}`);
}
