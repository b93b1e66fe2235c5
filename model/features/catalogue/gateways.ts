/** Leaves of entries from outside the cluster; see the table of all. */
export const gatewayFields = {
  "GatewayDefinition.gatewayClass": ["gateways.class", "Entry from outside by the Gateway API"],
  "GatewayDefinition.serviceAccount": ["gateways.identity", "Gateways with an identity of the mesh"],
  "GatewayListener.protocol=HTTP": ["gateways.http", "Entry in clear text"],
  "GatewayListener.protocol=HTTPS": ["gateways.https", "Entry by TLS that ends at the gateway"],
  "GatewayListener.protocol=TLS": ["gateways.tls", "Entry by TLS that goes on to the service"],
  "GatewayListener.hostname": ["gateways.listeners.hostname", "Listeners by host"],
  "CertificateReference.namespace": [
    "gateways.certificates.namespace",
    "Certificates of gateways in other namespaces",
  ],
  "GatewayListener.allowedNamespaces": [
    "gateways.allowedNamespaces",
    "Routes of others on a gateway, by namespace",
  ],
  "GatewayRoute.hostnames": ["gateways.routes.hostnames", "Entry by host"],
  "GatewayRoute.matches": ["gateways.routes.matches", "Entry by what is asked for"],
  "GatewayRoute.backends": ["gateways.routes.weights", "Entry shared out by weights"],
  "GatewayRoute.redirect": ["gateways.routes.redirect", "Redirect at the entry"],
  "GatewayTimeouts.request": ["gateways.timeouts.request", "Request timeout at the entry"],
  "GatewayTimeouts.backendRequest": ["gateways.timeouts.backendRequest", "Timeout of each try at the entry"],
} as const satisfies Record<string, readonly [id: string, title: string]>;

/** Fields of theirs that carry no feature. */
export const gatewayFieldsWithoutFeature: readonly string[] = [
  "MeshDefinition.gateways",
  "GatewayDefinition.listeners",
  "GatewayDefinition.routes",
  "GatewayListener.name",
  "GatewayListener.port",
  "GatewayListener.certificates",
  "CertificateReference.name",
  "GatewayRoute.name",
  "GatewayRoute.listeners",
  "GatewayRoute.timeouts",
  "GatewayBackend.service",
  "GatewayBackend.port",
  "GatewayBackend.weight",
];
