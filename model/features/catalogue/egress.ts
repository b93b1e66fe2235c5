/** Fields that say what may be called outside the cluster, as in `featureOfField`. */
export const egressFields = {
  "EgressDefinition.defaultPolicy=allow-any": ["egress.allowAny", "Egress to everywhere by default"],
  "EgressDefinition.defaultPolicy=registry-only": ["egress.registryOnly", "Egress to declared services only"],
  "ExternalServiceDefinition.hosts": ["egress.hosts", "External services by host"],
  "ExternalServiceDefinition.networks": ["egress.networks", "External services by address"],
  "ExternalPortDefinition.protocol=http": ["egress.http", "External HTTP/1 ports"],
  "ExternalPortDefinition.protocol=http2": ["egress.http2", "External HTTP/2 ports"],
  "ExternalPortDefinition.protocol=grpc": ["egress.grpc", "External gRPC ports"],
  "ExternalPortDefinition.protocol=tls": ["egress.tls", "External TLS ports by server name"],
  "ExternalPortDefinition.protocol=tcp": ["egress.tcp", "External TCP ports"],
  "ExternalPortDefinition.protocol=opaque": ["egress.opaque", "External TCP ports, server speaks first"],
  "ExternalPortDefinition.originateTls": ["egress.originateTls", "TLS originated by the proxy"],
  "ExternalAccessRule.from": ["egress.from.services", "Egress by service"],
  "ExternalAccessRule.fromNamespaces": ["egress.from.namespaces", "Egress by namespace"],
  "ExternalAccessRule.fromAny": ["egress.from.meshed", "Egress for every meshed workload"],
  "ServiceDefinition.exported=gateway": ["clusters.exported.gateway", "Services exported through a gateway"],
  "ServiceDefinition.exported=flat": ["clusters.exported.flat", "Services exported from pod to pod"],
  "ServiceDefinition.exported=federated": ["clusters.exported.federated", "Services federated over clusters"],
  "BackendExtras.manifests": ["extras.manifests", "Objects beyond the model"],
  "BackendExtras.patches": ["extras.patches", "Changes to rendered objects beyond the model"],
} as const satisfies Record<string, readonly [id: string, title: string]>;

/** Fields of theirs that carry no feature. */
export const egressFieldsWithoutFeature: readonly string[] = [
  "ExternalServiceDefinition.ports",
  "ExternalServiceDefinition.allow",
  "ExternalServiceDefinition.timeouts",
  "ExternalServiceDefinition.retries",
  "ExternalPortDefinition.port",
  "MeshDefinition.extras",
  "ExtrasDefinition.linkerd",
  "ObjectPatch.kind",
  "ObjectPatch.namespace",
  "ObjectPatch.name",
  "ObjectPatch.patch",
  "ObjectPatch.reason",
];
