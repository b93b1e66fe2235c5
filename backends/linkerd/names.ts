import type { ResolvedMesh, ResolvedPort, ResolvedService } from "../../model";

/** Namespace of the control plane unless the definition names another. */
export const defaultControlPlaneNamespace = "linkerd";

/** Namespace the control plane of a mesh runs in; it is part of every identity. */
export function controlPlaneNamespace(mesh: ResolvedMesh): string {
  return mesh.controlPlane.namespace ?? defaultControlPlaneNamespace;
}

/** Namespace of the plug-in of the nodes' network. */
export function cniNamespace({ controlPlane }: ResolvedMesh): string {
  return controlPlane.cni?.namespace ?? "linkerd-cni";
}

/** Namespace of the console, linkerd-viz. */
export function consoleNamespace({ console }: ResolvedMesh): string {
  return console?.namespace ?? "linkerd-viz";
}

export const gatewayApiGroup = "gateway.networking.k8s.io";
export const gatewayApiVersion = `${gatewayApiGroup}/v1`;
/** The version of TCPRoute that Linkerd reads. */
export const connectionRouteVersion = `${gatewayApiGroup}/v1alpha2`;
export const policyGroup = "policy.linkerd.io";
export const serverVersion = `${policyGroup}/v1beta3`;
export const policyVersion = `${policyGroup}/v1alpha1`;

/**
 * Names are parts joined by dots. Parts are DNS labels or numbers and so hold no dot themselves: no two objects can
 * collide, and the sum of the parts stays below the 253 characters of a name.
 */
export function objectName(...parts: readonly (string | number)[]): string {
  return parts.join(".");
}

/** Name of everything that belongs to a port as a whole. */
export function portName(service: ResolvedService, port: ResolvedPort): string {
  return objectName(service.name, port.port);
}
