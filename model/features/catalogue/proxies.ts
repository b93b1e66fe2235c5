/** Fields that say how proxies run, as in `featureOfField`. */
export const proxyFields = {
  "ProxyResources.cpuRequest": ["injection.resources.cpuRequest", "CPU request of proxies"],
  "ProxyResources.cpuLimit": ["injection.resources.cpuLimit", "CPU limit of proxies"],
  "ProxyResources.memoryRequest": ["injection.resources.memoryRequest", "Memory request of proxies"],
  "ProxyResources.memoryLimit": ["injection.resources.memoryLimit", "Memory limit of proxies"],
  "ProxyResources.ephemeralStorageRequest": [
    "injection.resources.ephemeralStorageRequest",
    "Ephemeral storage request of proxies",
  ],
  "ProxyResources.ephemeralStorageLimit": [
    "injection.resources.ephemeralStorageLimit",
    "Ephemeral storage limit of proxies",
  ],
  "ServiceDefinition.injection=enabled": ["injection.workload.enabled", "Single services in the mesh"],
  "ServiceDefinition.injection=disabled": ["injection.workload.disabled", "Single services outside the mesh"],
  "WorkloadDefinition.patch": ["injection.patch", "Pod templates of others patched"],
  "ProxyLog.level": ["injection.log.level", "Log level of proxies"],
  "ProxyLog.format": ["injection.log.format", "Log format of proxies"],
  "ProxyBypass.inboundPorts": ["injection.bypass.inboundPorts", "Inbound ports around the proxy"],
  "ProxyBypass.outboundPorts": ["injection.bypass.outboundPorts", "Outbound ports around the proxy"],
  "ProxyBypass.networks": ["injection.bypass.networks", "Addresses around the proxy"],
  "ProxyDefinition.shutdownGracePeriod": [
    "injection.shutdownGracePeriod",
    "Time for open connections at shutdown",
  ],
  "ProxyDefinition.startBeforeApplication": [
    "injection.startBeforeApplication",
    "Proxy ready before the application",
  ],
  "ProxyDefinition.nativeSidecar": ["injection.nativeSidecar", "Native sidecars by namespace or workload"],
  "LinkerdNamespaceOptions.proxyImage": ["linkerd.proxyImage", "Image of Linkerd's proxy"],
  "LinkerdNamespaceOptions.proxyVersion": ["linkerd.proxyVersion", "Version of Linkerd's proxy"],
  "LinkerdNamespaceOptions.imagePullPolicy": ["linkerd.imagePullPolicy", "Pull policy of Linkerd's proxy"],
  "LinkerdNamespaceOptions.uid": ["linkerd.uid", "User of Linkerd's proxy"],
  "LinkerdNamespaceOptions.gid": ["linkerd.gid", "Group of Linkerd's proxy"],
  "LinkerdNamespaceOptions.logFilter": ["linkerd.logFilter", "Log filter of Linkerd's proxy"],
  "LinkerdNamespaceOptions.logHttpHeaders": [
    "linkerd.logHttpHeaders",
    "Request headers in the log of Linkerd's proxy",
  ],
  "LinkerdNamespaceOptions.opaquePorts": ["linkerd.opaquePorts", "Further opaque ports in Linkerd"],
  "LinkerdNamespaceOptions.requireIdentityOnInboundPorts": [
    "linkerd.requireIdentityOnInboundPorts",
    "Ports that take identities only in Linkerd",
  ],
  "LinkerdNamespaceOptions.outboundConnectTimeout": [
    "linkerd.outboundConnectTimeout",
    "Outbound connect timeout of Linkerd's proxy",
  ],
  "LinkerdNamespaceOptions.inboundConnectTimeout": [
    "linkerd.inboundConnectTimeout",
    "Inbound connect timeout of Linkerd's proxy",
  ],
  "LinkerdNamespaceOptions.outboundDiscoveryCacheUnusedTimeout": [
    "linkerd.outboundDiscoveryCacheUnusedTimeout",
    "Outbound discovery cache of Linkerd's proxy",
  ],
  "LinkerdNamespaceOptions.inboundDiscoveryCacheUnusedTimeout": [
    "linkerd.inboundDiscoveryCacheUnusedTimeout",
    "Inbound discovery cache of Linkerd's proxy",
  ],
  "LinkerdNamespaceOptions.disableOutboundProtocolDetectTimeout": [
    "linkerd.disableOutboundProtocolDetectTimeout",
    "Outbound protocol detection without a limit in Linkerd",
  ],
  "LinkerdNamespaceOptions.disableInboundProtocolDetectTimeout": [
    "linkerd.disableInboundProtocolDetectTimeout",
    "Inbound protocol detection without a limit in Linkerd",
  ],
  "LinkerdNamespaceOptions.adminShutdown": [
    "linkerd.adminShutdown",
    "Shutdown of Linkerd's proxy by request",
  ],
  "LinkerdNamespaceOptions.waitBeforeExitSeconds": [
    "linkerd.waitBeforeExitSeconds",
    "Delayed end of Linkerd's proxy",
  ],
  "LinkerdNamespaceOptions.metricsHostnameLabels": [
    "linkerd.metricsHostnameLabels",
    "Host names in metrics of Linkerd's proxy",
  ],
  "LinkerdNamespaceOptions.externalProfiles": [
    "linkerd.externalProfiles",
    "ServiceProfiles of external names in Linkerd",
  ],
  "LinkerdNamespaceOptions.debugSidecar": ["linkerd.debugSidecar", "Debugging container of Linkerd"],
  "LinkerdNamespaceOptions.environmentVariables": [
    "linkerd.environmentVariables",
    "Environment of Linkerd's proxy",
  ],
  "LinkerdNamespaceOptions.annotations": ["linkerd.annotations", "Further annotations of Linkerd"],
  "LinkerdProxyPorts.admin": ["linkerd.ports.admin", "Admin port of Linkerd's proxy"],
  "LinkerdProxyPorts.control": ["linkerd.ports.control", "Tap port of Linkerd's proxy"],
  "LinkerdProxyPorts.inbound": ["linkerd.ports.inbound", "Inbound port of Linkerd's proxy"],
  "LinkerdProxyPorts.outbound": ["linkerd.ports.outbound", "Outbound port of Linkerd's proxy"],
  "LinkerdWorkloadOptions.ingressMode": ["linkerd.ingressMode", "Ingress mode of Linkerd's proxy"],
  "LinkerdWorkloadOptions.cpuRatioLimit": [
    "linkerd.cpuRatioLimit",
    "Workers of Linkerd's proxy by share of CPUs",
  ],
} as const satisfies Record<string, readonly [id: string, title: string]>;
