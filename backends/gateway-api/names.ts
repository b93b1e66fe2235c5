export const gatewayApiGroup = "gateway.networking.k8s.io";
export const gatewayApiVersion = `${gatewayApiGroup}/v1`;
/** Of ReferenceGrant: every release serves it, and v1 only the newest. */
export const grantVersion = `${gatewayApiGroup}/v1beta1`;
/** Of TLSRoute: every release serves it in the experimental channel, and v1 only the newest. */
export const tlsRouteVersion = `${gatewayApiGroup}/v1alpha2`;

/**
 * Names are parts joined by dots, the second of which is a word where objects of services have the number of a port: no two collide.
 */
export function gatewayObjectName(...parts: readonly string[]): string {
  return parts.join(".");
}
