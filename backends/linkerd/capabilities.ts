import { native, unsupported, type CapabilityTable } from "../capability";
import { installationCapabilities } from "./install/capabilities";

const noTokens = "Linkerd looks at identities and addresses, never at tokens";
const checkTokens =
  "Check tokens at the gateway in front of the mesh or in the application, and leave the rule to identities";
const fixedBalancing =
  "Linkerd's proxies take the faster of two endpoints, by peak EWMA, and nothing else can be chosen";
const noHashing = "Linkerd never sends two requests to the same endpoint on purpose";
const keepState = "Keep session state where every endpoint finds it, and leave this out";
const rewriteInstead = "Send callers to the new address by redirect, or let the callee serve both";

const noBound = "Linkerd ejects endpoints one by one and keeps no pools with bounds";
const connections = "Linkerd retries responses and refused HTTP/2 streams, not broken connections";

const issuerKey = "Linkerd's issuer must have a key of ECDSA P-256";
const otherKeys =
  "Leave it out for ECDSA P-256; a root of RSA, 2048 or 4096 bits, can be provided (source: provided)";

/** What Linkerd makes of each feature. Source: linkerd2 edge-26.8.3. */
export const capabilities: CapabilityTable = {
  ...installationCapabilities,
  "trust.generated": native("Roots, issuer and the webhooks' certificates by @pulumi/tls"),
  "trust.provided": native(
    "Secret linkerd-identity-issuer and ConfigMap linkerd-identity-trust-roots from PEMs",
  ),
  "trust.certManager": native(
    "Certificates for the issuer's and the webhooks' Secrets, a Bundle for linkerd-identity-trust-roots, injectCaFrom",
  ),
  "trust.algorithm.ecdsaP256": native("Keys of roots, issuer and webhooks"),
  "trust.algorithm.ecdsaP384": unsupported(issuerKey, otherKeys),
  "trust.algorithm.rsa2048": unsupported(issuerKey, otherKeys),
  "trust.algorithm.rsa4096": unsupported(issuerKey, otherKeys),
  "trust.anchors": native(
    "All anchors stand in the ConfigMap linkerd-identity-trust-roots; the active one signs the issuer",
  ),
  "trust.anchors.validity": native("Life of the self-signed certificate"),
  "trust.issued.validity": native("Life of the issuer and of the three webhooks' certificates"),
  "trust.issued.generation": native(
    "A new key and certificate in the same Secret; Linkerd reads it without a restart",
  ),
  "trust.issued.renewBefore": native("renewBefore of the Certificates"),
  "trust.certManager.rootNamespace": native(
    "Namespace of the root Certificates; an Issuer signs in the control plane's, a ClusterIssuer elsewhere",
  ),
  "trust.certManager.issuer": native("issuerRef of the Certificate linkerd-identity-issuer"),
  "trust.certManager.roots": native("Sources of the Bundle linkerd-identity-trust-roots"),
  "trust.protect": native("The engine refuses to delete the roots"),
  "identity.trustDomain": native("identityTrustDomain"),
  "controlPlane.installed": native("Charts linkerd-crds and linkerd-control-plane"),
  "controlPlane.existing": native("Only injection and policies are declared"),
  "controlPlane.namespace": native("Part of every identity"),
  "controlPlane.version": native("Version of both charts"),
  "controlPlane.single": native("One replica of each part"),
  "controlPlane.highAvailability": native(
    "The values of the chart's values-ha.yaml: three replicas apart, admission that fails closed",
  ),
  "controlPlane.nativeSidecars": native("proxy.nativeSidecar"),
  "controlPlane.clusterNetworks": native("clusterNetworks"),
  "controlPlane.kubernetesVersion": native("helm template --kube-version"),
  "controlPlane.keepCrds": native("CRDs are left behind when the stack is destroyed"),
  "controlPlane.charts.location": native("Repository, mirror, OCI registry or folder"),
  "controlPlane.charts.whenUnreachable": native("Rendering goes on without the charts and says so"),
  "gatewayApi.management": native(
    "Installed before the control plane, which looks for the CRDs once at its start",
  ),
  "gatewayApi.version": native("1.2.1 to 1.5.1 with Linkerd 2.20, 1.1.1 to 1.2.1 with 2.19"),
  "gatewayApi.channel": native("standard or experimental"),
  "gatewayApi.location": native("Address or path of the manifest"),
  "namespaces.created": native("A Namespace with Linkerd's annotations"),
  "namespaces.existing": native("A patch that adds Linkerd's annotations"),
  "injection.enabled": native("linkerd.io/inject: enabled"),
  "injection.disabled": native("linkerd.io/inject: disabled"),
  "access.default.deny": native("default-inbound-policy: deny, and a Server that denies for each port"),
  "access.default.sameNamespace": native(
    "An authorization of the namespace's identities on each declared port; others deny",
  ),
  "access.default.mesh": native(
    "default-inbound-policy: all-authenticated, and an authorization of every identity",
  ),
  "access.default.all": native(
    "default-inbound-policy: all-unauthenticated, and an authorization of every network",
  ),
  "access.mode.namespace.enforce": native("default-inbound-policy after defaultAccess, Servers that deny"),
  "access.mode.namespace.audit": native(
    "default-inbound-policy: audit, and accessPolicy: audit on each Server: everyone is let in, and whom no rule lets in is logged and counted as authz_name=audit",
  ),
  "mtls.namespace.required": native("Rules by identity become MeshTLSAuthentications and nothing else"),
  "mtls.namespace.accepted": native(
    "Rules by identity get a NetworkAuthentication of the cluster's networks besides",
  ),
  "injection.resources.cpuRequest": native("config.linkerd.io/proxy-cpu-request"),
  "injection.resources.cpuLimit": native("config.linkerd.io/proxy-cpu-limit"),
  "injection.resources.memoryRequest": native("config.linkerd.io/proxy-memory-request"),
  "injection.resources.memoryLimit": native("config.linkerd.io/proxy-memory-limit"),
  "injection.resources.ephemeralStorageRequest": native("config.linkerd.io/proxy-ephemeral-storage-request"),
  "injection.resources.ephemeralStorageLimit": native("config.linkerd.io/proxy-ephemeral-storage-limit"),
  "injection.workload.enabled": native("linkerd.io/inject: enabled on the pod template"),
  "injection.workload.disabled": native("linkerd.io/inject: disabled on the pod template"),
  "injection.patch": native("A patch of the workload's pod template"),
  "injection.log.level": native("config.linkerd.io/proxy-log-level: warn,linkerd=<level>,hickory=error"),
  "injection.log.format": native("config.linkerd.io/proxy-log-format"),
  "injection.bypass.inboundPorts": native("config.linkerd.io/skip-inbound-ports"),
  "injection.bypass.outboundPorts": native("config.linkerd.io/skip-outbound-ports"),
  "injection.bypass.networks": native("config.linkerd.io/skip-subnets"),
  "injection.shutdownGracePeriod": native("config.linkerd.io/shutdown-grace-period"),
  "injection.startBeforeApplication": native("config.linkerd.io/proxy-await"),
  "injection.nativeSidecar": native("config.linkerd.io/proxy-enable-native-sidecar"),
  "linkerd.proxyImage": native("config.linkerd.io/proxy-image"),
  "linkerd.proxyVersion": native("config.linkerd.io/proxy-version"),
  "linkerd.imagePullPolicy": native("config.linkerd.io/image-pull-policy"),
  "linkerd.uid": native("config.linkerd.io/proxy-uid"),
  "linkerd.gid": native("config.linkerd.io/proxy-gid"),
  "linkerd.logFilter": native("config.linkerd.io/proxy-log-level"),
  "linkerd.logHttpHeaders": native("config.linkerd.io/proxy-log-http-headers"),
  "linkerd.opaquePorts": native("config.linkerd.io/opaque-ports, together with Linkerd's default list"),
  "linkerd.requireIdentityOnInboundPorts": native("config.linkerd.io/proxy-require-identity-inbound-ports"),
  "linkerd.outboundConnectTimeout": native("config.linkerd.io/proxy-outbound-connect-timeout"),
  "linkerd.inboundConnectTimeout": native("config.linkerd.io/proxy-inbound-connect-timeout"),
  "linkerd.outboundDiscoveryCacheUnusedTimeout": native(
    "config.linkerd.io/proxy-outbound-discovery-cache-unused-timeout",
  ),
  "linkerd.inboundDiscoveryCacheUnusedTimeout": native(
    "config.linkerd.io/proxy-inbound-discovery-cache-unused-timeout",
  ),
  "linkerd.disableOutboundProtocolDetectTimeout": native(
    "config.linkerd.io/proxy-disable-outbound-protocol-detect-timeout",
  ),
  "linkerd.disableInboundProtocolDetectTimeout": native(
    "config.linkerd.io/proxy-disable-inbound-protocol-detect-timeout",
  ),
  "linkerd.adminShutdown": native("config.linkerd.io/proxy-admin-shutdown"),
  "linkerd.metricsHostnameLabels": native("config.linkerd.io/proxy-metrics-hostname-labels"),
  "linkerd.externalProfiles": native("config.linkerd.io/enable-external-profiles"),
  "linkerd.debugSidecar": native("config.linkerd.io/enable-debug-sidecar"),
  "linkerd.environmentVariables": native("config.linkerd.io/proxy-additional-env"),
  "linkerd.cpuRatioLimit": native("config.linkerd.io/proxy-cpu-ratio-limit"),
  "linkerd.waitBeforeExitSeconds": native("config.alpha.linkerd.io/proxy-wait-before-exit-seconds"),
  "linkerd.annotations": native("The annotations themselves, each checked against what Linkerd reads there"),
  "linkerd.ports.admin": native("config.linkerd.io/admin-port"),
  "linkerd.ports.control": native("config.linkerd.io/control-port"),
  "linkerd.ports.inbound": native("config.linkerd.io/inbound-port"),
  "linkerd.ports.outbound": native("config.linkerd.io/outbound-port"),
  "linkerd.ingressMode": native("linkerd.io/inject: ingress"),
  "ports.http": native("proxyProtocol HTTP/1"),
  "ports.http2": native("proxyProtocol HTTP/2"),
  "ports.grpc": native(
    "proxyProtocol gRPC; HTTP/2 where requests are counted or an HTTP probe calls the port",
  ),
  "ports.tcp": native(
    "proxyProtocol opaque, and an annotation on the Service outside the default opaque ports",
  ),
  "ports.opaque": native(
    "proxyProtocol opaque, and an annotation on the Service outside the default opaque ports",
  ),
  "ports.tls": native("proxyProtocol TLS"),
  "probes.http": native(
    "Automatic while no route is attached to the port, else a route that admits everyone to the path",
  ),
  "probes.grpc": native("A route that admits everyone to grpc.health.v1.Health/Check"),
  "access.from.services": native("MeshTLSAuthentication by service account"),
  "access.from.serviceAccounts": native("MeshTLSAuthentication by service account"),
  "access.from.namespaces": native("MeshTLSAuthentication by namespace"),
  "access.from.networks": native("NetworkAuthentication"),
  "access.from.meshed": native("MeshTLSAuthentication of identity *"),
  "access.from.anyone": native("NetworkAuthentication of every address"),
  "access.deny": unsupported(
    "Linkerd's policies only let in, and the widest of them decides",
    "Let in only whom you mean: narrow allow by callers, ports and requests until nobody is left to deny",
  ),
  "access.mode.service.enforce": native("accessPolicy: deny on each of its Servers"),
  "access.mode.service.audit": native(
    "accessPolicy: audit on each of its Servers: everyone is let in, and whom no rule lets in is logged and counted as authz_name=audit",
  ),
  "mtls.service.required": native("Rules by identity become MeshTLSAuthentications and nothing else"),
  "mtls.service.accepted": native(
    "Rules by identity get a NetworkAuthentication of the cluster's networks besides",
  ),
  "access.jwt": unsupported(noTokens, checkTokens),
  "access.jwt.claims": unsupported(noTokens, checkTokens),
  "access.jwt.audiences": unsupported(noTokens, checkTokens),
  "access.jwt.jwksUri": unsupported(noTokens, checkTokens),
  "access.jwt.jwks": unsupported(noTokens, checkTokens),
  "access.ports": native("A Server for each port"),
  "access.requests.methods": native("A route with its own authorizations"),
  "access.requests.path": native("A route with its own authorizations"),
  "access.requests.grpc": native("A GRPCRoute with its own authorizations"),
  "routes.match.method": native("HTTPRoute match"),
  "routes.match.path": native("HTTPRoute match"),
  "routes.match.headers": native("HTTPRoute or GRPCRoute match"),
  "routes.match.query": native("HTTPRoute match"),
  "routes.match.grpc": native("GRPCRoute match"),
  "routes.weights": native("backendRefs with weights"),
  "routes.redirect": native("RequestRedirect, answered by the caller's proxy"),
  "routes.rewrite.host": unsupported("Linkerd ignores every route with a URLRewrite", rewriteInstead),
  "routes.rewrite.path": unsupported("Linkerd ignores every route with a URLRewrite", rewriteInstead),
  "routes.requestHeaders": native("RequestHeaderModifier, carried out by the caller's proxy"),
  "routes.responseHeaders": native(
    "ResponseHeaderModifier, carried out by the caller's proxy; not on grpc ports, where it would break every policy",
  ),
  "routes.mirror": unsupported(
    "Linkerd ignores every route with a RequestMirror",
    "Send a small share of the traffic to the other service by backends, or copy requests in the application",
  ),
  "faults.delay": unsupported(
    "Linkerd injects no faults",
    "Route a share by backends to a service of yours that sleeps before it answers",
  ),
  "faults.abort": unsupported(
    "Linkerd injects no faults",
    "Route a share by backends to a service of yours that answers with the failure",
  ),
  "timeouts.request": native(
    "timeout.linkerd.io/request on the route; it bounds the whole life of a gRPC stream",
  ),
  "timeouts.response": native("timeout.linkerd.io/response on the route"),
  "timeouts.idle": native("timeout.linkerd.io/idle on the route"),
  "retries.attempts": native("retry.linkerd.io/limit on the route; request bodies up to 64 KiB"),
  "retries.on.5xx": native("retry.linkerd.io/http: 5xx"),
  "retries.on.gatewayError": native("retry.linkerd.io/http: gateway-error"),
  "retries.on.connectFailure": unsupported(
    connections,
    `Use on: ["gateway-error"], which Linkerd answers when no endpoint can be reached`,
  ),
  "retries.on.reset": unsupported(connections, `Use on: ["5xx"], or on: ["unavailable"] on grpc ports`),
  "retries.on.cancelled": native("retry.linkerd.io/grpc: cancelled"),
  "retries.on.deadlineExceeded": native("retry.linkerd.io/grpc: deadline-exceeded"),
  "retries.on.internal": native("retry.linkerd.io/grpc: internal"),
  "retries.on.resourceExhausted": native("retry.linkerd.io/grpc: resource-exhausted"),
  "retries.on.unavailable": native("retry.linkerd.io/grpc: unavailable"),
  "retries.statusCodes": native("retry.linkerd.io/http with the codes"),
  "retries.perTryTimeout": native("retry.linkerd.io/timeout on the route"),
  "retries.backoff": unsupported("Linkerd's waiting time is fixed, 25 to 250 ms", "Leave it out"),
  "retries.budget": unsupported(
    "Linkerd's routes have no retry budget",
    "Bound retries by a low number of attempts and by timeouts.request",
  ),
  "circuitBreaking.consecutiveFailures": native("failure-accrual: consecutive, by annotation of the Service"),
  "circuitBreaking.successRate": native(
    "failure-accrual: unified, which counts failures in a row as well; from edge-26.6.2 on",
  ),
  "circuitBreaking.jitter": native("jitter-ratio, by annotation of the Service"),
  "circuitBreaking.honorRetryAfter": native(
    "failure-accrual-honor-retry-after, which Linkerd reads in its unified mode only",
  ),
  "circuitBreaking.ejection": native("min-penalty and max-penalty, by annotation of the Service"),
  "circuitBreaking.maxEjectionPercent": unsupported(
    noBound,
    "Leave it out: requests fail fast when every endpoint is out",
  ),
  "circuitBreaking.maxConnections": unsupported(noBound, "Bound the load with rateLimit on the service"),
  "circuitBreaking.maxPendingRequests": unsupported(noBound, "Bound the load with rateLimit on the service"),
  "loadBalancing.peakEwma": native("What Linkerd does"),
  "loadBalancing.leastRequest": unsupported(
    fixedBalancing,
    "Leave it out: peak-ewma counts open requests too",
  ),
  "loadBalancing.roundRobin": unsupported(fixedBalancing, "Leave it out, or say peak-ewma"),
  "loadBalancing.random": unsupported(fixedBalancing, "Leave it out, or say peak-ewma"),
  "loadBalancing.ringHash": unsupported(noHashing, keepState),
  "loadBalancing.maglev": unsupported(noHashing, keepState),
  "loadBalancing.hash.header": unsupported(noHashing, keepState),
  "loadBalancing.hash.cookie": unsupported(noHashing, keepState),
  "loadBalancing.hash.sourceAddress": unsupported(noHashing, keepState),
  "loadBalancing.locality.any": native("Every endpoint of the Service"),
  "loadBalancing.locality.zone": native(
    "trafficDistribution of the Service, by which Kubernetes writes the zone hints that Linkerd follows",
  ),
  "loadBalancing.locality.node": native("internalTrafficPolicy: Local of the Service, which Linkerd honours"),
  "loadBalancing.failurePenalty": native("penalize-failures, by annotation of the Service"),
  "rateLimit.total": native("HTTPLocalRateLimitPolicy, counted by each pod"),
  "rateLimit.perClient": native("HTTPLocalRateLimitPolicy by identity"),
  "rateLimit.overrides": native("HTTPLocalRateLimitPolicy overrides"),
  "canary.weight": native("backendRefs with weights"),
  "canary.steps": native("Weights of backendRefs are those of the current step"),
  "canary.headers": native("A rule with the headers before the weighted one"),
  "extras.manifests": native("The objects as they are written"),
  "extras.patches": native("JSON merge patches over what is rendered"),
  "egress.allowAny": native("No EgressNetwork, or one with trafficPolicy Allow where calls are treated"),
  "egress.registryOnly": native(
    "An EgressNetwork with trafficPolicy Deny in each namespace, and no ports around the proxy by default",
  ),
  "egress.hosts": native("hostnames of the routes: the request's host, or the server name of TLS"),
  "egress.networks": native("An EgressNetwork for each range, none of which overlap"),
  "egress.http": native("HTTPRoute on the EgressNetwork"),
  "egress.http2": native("HTTPRoute on the EgressNetwork"),
  "egress.grpc": native("GRPCRoute on the EgressNetwork"),
  "egress.tls": native("TLSRoute on the EgressNetwork, from Gateway API's experimental channel"),
  "egress.tcp": native("TCPRoute on the EgressNetwork, from Gateway API's experimental channel"),
  "egress.opaque": native("TCPRoute on the EgressNetwork, from Gateway API's experimental channel"),
  "egress.originateTls": unsupported(
    "Linkerd's proxy speaks no TLS but the mesh's own",
    "Let the application speak TLS, and write protocol: tls",
  ),
  "egress.from.services": unsupported(
    "Linkerd tells callers of external services apart by their namespace only",
    "Use fromNamespaces, and give the service a namespace of its own",
  ),
  "egress.from.namespaces": native("Routes in those namespaces"),
  "egress.from.meshed": native("Routes in every namespace of the mesh"),
  "metrics.podMonitor": native("The control plane chart's PodMonitors"),
  "metrics.allow": native("A Server and an authorization for the proxies' admin port in each namespace"),
};
