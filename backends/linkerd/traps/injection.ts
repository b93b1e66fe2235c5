import { constructed, refused, type Trap } from "./trap";

const area = "Injection";

/** What the injector and the proxies make of annotations: wrong values are logged at most. */
export const injectionTraps: readonly Trap[] = [
  {
    id: "unknown-annotation",
    area,
    what: "An annotation that is misspelt, or that nothing reads, is ignored.",
    prevention: refused('services["shop/cart"].linkerd.annotations["config.linkerd.io/proxy-memory-limits"]'),
    test: "a misspelt annotation is refused",
  },
  {
    id: "annotation-of-pods-on-a-namespace",
    area,
    what: "An annotation that is read on pods only is ignored on a namespace.",
    prevention: refused('namespaces.shop.linkerd.annotations["config.linkerd.io/debug-image"]'),
    test: "an annotation of pods is refused on a namespace",
  },
  {
    id: "unreadable-quantity",
    area,
    what: "A quantity that cannot be read is logged, and the proxy gets the chart's.",
    prevention: refused('services["shop/cart"].proxyResources.memoryLimit'),
    test: "a quantity that Kubernetes cannot read is refused",
  },
  {
    id: "request-above-limit",
    area,
    what: "A request above its limit, also the chart's, is injected, and Kubernetes refuses every pod.",
    prevention: refused("namespaces.shop.proxyResources.memoryRequest"),
    test: "a request above the limit that the control plane gives every proxy is refused",
  },
  {
    id: "unreadable-port-range",
    area,
    what: "A range of ports that cannot be read is logged and left out.",
    prevention: refused("namespaces.shop.proxy.bypass.inboundPorts[0]"),
    test: "a range of ports that is none is refused",
  },
  {
    id: "not-booleans",
    area,
    what: "proxy-await and proxy-admin-shutdown take enabled and disabled; true is logged and ignored.",
    prevention: constructed("The definition has booleans, and the words are written for it"),
    test: "say enabled and disabled where Linkerd knows no booleans",
  },
  {
    id: "milliseconds-cut-off",
    area,
    what: "The time that discovery is cached for is cut to whole seconds: 250ms becomes none.",
    prevention: refused("namespaces.shop.linkerd.outboundDiscoveryCacheUnusedTimeout"),
    test: "a time that Linkerd would cut to zero is refused",
  },
  {
    id: "wait-before-exit-with-native-sidecars",
    area,
    what: "proxy-wait-before-exit-seconds is ignored with native sidecars.",
    prevention: refused("namespaces.shop.linkerd.waitBeforeExitSeconds"),
    test: "waiting before the exit is refused with native sidecars",
  },
  {
    id: "jobs-never-end",
    area,
    what: "Without native sidecars the proxy of a Job runs on, and the Job never ends.",
    prevention: refused('services["shop/cart"].workload.kind'),
    test: "a Job that would never end is refused",
  },
  {
    id: "ports-around-the-proxy",
    area,
    what: "Ports 4567 and 4568 go around every proxy by default, so that no policy holds on them.",
    prevention: refused('services["shop/cart"].ports[0]'),
    test: "a port that goes around every proxy by default is refused",
  },
  {
    id: "lists-replace-the-defaults",
    area,
    what: "opaque-ports of a namespace replaces the default list, and Services take it over.",
    prevention: constructed("Further opaque ports are added to the default list"),
    test: "add opaque ports to Linkerd's default list, which the annotation would replace",
  },
  {
    id: "opted-in-without-a-policy",
    area,
    what: "A pod that opts in from a namespace outside the mesh inherits no policy from it.",
    prevention: constructed("The namespace's policy is written onto the pod template"),
    test: "carry the namespace's policy into a namespace outside the mesh, where the chart's would let everyone in",
  },
];
