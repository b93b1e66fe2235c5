import fc from "fast-check";
import {
  HttpHeaderLog,
  ImagePullPolicy,
  LogFormat,
  LogLevel,
  type LinkerdNamespaceOptions,
  type ProxyDefinition,
  type ProxyResources,
} from "../../../model";
import { duration, network, port, someOf } from "./scalars";

/** Requests that fit every limit, also those of a namespace and of a highly available control plane. */
export const proxyResources: fc.Arbitrary<ProxyResources> = someOf({
  cpuRequest: fc.constantFrom("100m", "0.2", ".1", "1e-1"),
  cpuLimit: fc.constantFrom("500m", "1", "2e0"),
  memoryRequest: fc.constantFrom("20Mi", "1e6", "20M"),
  memoryLimit: fc.constantFrom("250Mi", "1Gi", "1e9"),
  ephemeralStorageRequest: fc.constantFrom("1Mi", "1k"),
  ephemeralStorageLimit: fc.constantFrom("1Gi", "64Mi"),
});

export const proxy: fc.Arbitrary<ProxyDefinition> = someOf({
  log: someOf({
    level: fc.constantFrom(...Object.values(LogLevel)),
    format: fc.constantFrom(...Object.values(LogFormat)),
  }),
  // Nothing that a service may declare or call goes around the proxy.
  bypass: someOf({
    inboundPorts: fc.constantFrom<string[]>([], ["4567-4568"]),
    outboundPorts: fc.constantFrom<string[]>([], ["4567", "4568"]),
    networks: fc.array(
      network.map(({ cidr }) => cidr),
      { maxLength: 2 },
    ),
  }),
  shutdownGracePeriod: duration,
  startBeforeApplication: fc.boolean(),
  nativeSidecar: fc.boolean(),
});

const seconds = fc.integer({ min: 1, max: 99_999 }).map((number) => `${String(number)}s`);

export const linkerdOptions: fc.Arbitrary<LinkerdNamespaceOptions> = someOf<LinkerdNamespaceOptions>({
  proxyImage: fc.constant("registry.example.org/linkerd/proxy"),
  proxyVersion: fc.constant("edge-26.8.3"),
  imagePullPolicy: fc.constantFrom(...Object.values(ImagePullPolicy)),
  ports: someOf({ admin: port, control: port, inbound: port, outbound: port }),
  uid: fc.integer({ min: 1, max: 65_534 }),
  gid: fc.integer({ min: 1, max: 65_534 }),
  logHttpHeaders: fc.constantFrom(...Object.values(HttpHeaderLog)),
  requireIdentityOnInboundPorts: fc.array(port, { minLength: 1, maxLength: 3 }),
  outboundConnectTimeout: duration,
  inboundConnectTimeout: duration,
  outboundDiscoveryCacheUnusedTimeout: seconds,
  inboundDiscoveryCacheUnusedTimeout: seconds,
  disableOutboundProtocolDetectTimeout: fc.boolean(),
  disableInboundProtocolDetectTimeout: fc.boolean(),
  adminShutdown: fc.boolean(),
  waitBeforeExitSeconds: fc.constant(0),
  metricsHostnameLabels: fc.boolean(),
  externalProfiles: fc.boolean(),
  debugSidecar: fc.boolean(),
  environmentVariables: fc.dictionary(
    fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,5}$/),
    fc.string({ maxLength: 5 }),
    {
      maxKeys: 2,
      noNullPrototype: true,
    },
  ),
  annotations: fc.constantFrom<Record<string, string>>({}, { "viz.linkerd.io/disable-tap": "true" }),
});
