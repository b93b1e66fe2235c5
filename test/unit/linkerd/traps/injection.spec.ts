import { cartWith, meshOf } from "../../../support/definition";
import { assertRefused, refusedAt } from "./situation";

function shop(namespace: object, rest: object = {}): object {
  return meshOf({}, { namespaces: { shop: namespace }, ...rest });
}

describe("traps of Linkerd: injection", () => {
  it("a misspelt annotation is refused", () => {
    const annotations = { "config.linkerd.io/proxy-memory-limits": "1Gi" };
    assertRefused(
      cartWith({ linkerd: { annotations } }),
      refusedAt("unknown-annotation"),
      /Did you mean "config/,
    );
  });

  it("an annotation of pods is refused on a namespace", () => {
    const annotations = { "config.linkerd.io/debug-image": "registry.example.org/debug" };
    assertRefused(
      shop({ linkerd: { annotations } }),
      refusedAt("annotation-of-pods-on-a-namespace"),
      /pods only/,
    );
  });

  it("a quantity that Kubernetes cannot read is refused", () => {
    const input = cartWith({ proxyResources: { memoryLimit: "64MB" } });
    assertRefused(input, refusedAt("unreadable-quantity"), /Kubernetes quantity/);
  });

  it("a request above the limit that the control plane gives every proxy is refused", () => {
    const input = shop(
      { proxyResources: { memoryRequest: "300Mi" } },
      { controlPlane: { availability: "high" } },
    );
    assertRefused(input, refusedAt("request-above-limit"), /memoryLimit "250Mi"/);
  });

  it("a range of ports that is none is refused", () => {
    const input = shop({ proxy: { bypass: { inboundPorts: ["6100-6000"] } } });
    assertRefused(input, refusedAt("unreadable-port-range"), /the first and the last/);
  });

  it("a time that Linkerd would cut to zero is refused", () => {
    const input = shop({ linkerd: { outboundDiscoveryCacheUnusedTimeout: "250ms" } });
    assertRefused(input, refusedAt("milliseconds-cut-off"), /250ms becomes 0s/);
  });

  it("waiting before the exit is refused with native sidecars", () => {
    const input = shop({ linkerd: { waitBeforeExitSeconds: 5 } });
    assertRefused(input, refusedAt("wait-before-exit-with-native-sidecars"), /no effect/);
  });

  it("a Job that would never end is refused", () => {
    const input = cartWith({ workload: { kind: "CronJob" }, proxy: { nativeSidecar: false } });
    assertRefused(input, refusedAt("jobs-never-end"), /would never end/);
  });

  it("a port that goes around every proxy by default is refused", () => {
    const input = cartWith({ ports: [{ port: 80, targetPort: 4567, protocol: "tcp" }] });
    assertRefused(input, refusedAt("ports-around-the-proxy"), /4567 and 4568/);
  });
});
