import { emulated } from "../capability";

/**
 * Linkerd has no gateway. What is here is done by the controller of the gateway's class, whose pods carry Linkerd's proxy: from there
 * to the service everything that is said about the service holds, as far as the controller calls its address and not its pods'.
 */
export const gatewayCapabilities = {
  "gateways.class": emulated(
    "Gateway for the controller of its class, which is someone else's; it must call Services by their address and not their pods', else routes, timeouts and splits of the mesh do not hold behind it",
  ),
  "gateways.identity": emulated(
    "The identity of the controller's pods, which must be injected with linkerd.io/inject: enabled",
  ),
  "gateways.http": emulated("Listener with HTTP, by the class's controller"),
  "gateways.https": emulated("Listener with HTTPS that ends TLS, by the class's controller"),
  "gateways.tls": emulated(
    "Listener with TLS that passes through and TLSRoute, from Gateway API's experimental channel, by the class's controller",
  ),
  "gateways.listeners.hostname": emulated("hostname of the listener, by the class's controller"),
  "gateways.certificates.namespace": emulated("A ReferenceGrant for the one Secret beside it"),
  "gateways.allowedNamespaces": emulated("allowedRoutes by the namespaces' names, by the class's controller"),
  "gateways.routes.hostnames": emulated("hostnames of the route, by the class's controller"),
  "gateways.routes.matches": emulated("matches of HTTPRoute and GRPCRoute, by the class's controller"),
  "gateways.routes.weights": emulated(
    "backendRefs of routes whose parent is the Gateway, with a ReferenceGrant where a Service is in another namespace",
  ),
  "gateways.routes.redirect": emulated("Filter RequestRedirect, by the class's controller"),
  "gateways.timeouts.request": emulated("timeouts.request, by the class's controller"),
  "gateways.timeouts.backendRequest": emulated("timeouts.backendRequest, by the class's controller"),
} as const;
