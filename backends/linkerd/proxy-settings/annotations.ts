import type {
  FeatureId,
  LinkerdWorkloadOptions,
  LogLevel,
  ProxyDefinition,
  ProxyResources,
} from "../../../model";
import { defaultOpaquePorts } from "../traffic/service-patch";

/** Settings of proxies as a namespace or a service has them. */
export interface ProxySettings {
  readonly proxyResources?: ProxyResources;
  readonly proxy?: ProxyDefinition;
  readonly linkerd?: LinkerdWorkloadOptions;
}

/** One setting: the annotation it becomes, and the feature and field it comes from. */
export interface Setting {
  readonly annotation: string;
  readonly feature: FeatureId;
  /** Field below the namespace or service, as a reader writes it. */
  readonly field: string;
  readonly value: (settings: ProxySettings) => string | undefined;
}

const config = "config.linkerd.io";

function setting(
  name: string,
  feature: FeatureId,
  field: string,
  value: (settings: ProxySettings) => string | number | boolean | undefined,
): Setting {
  const annotation = name.includes("/") ? name : `${config}/${name}`;
  return {
    annotation,
    feature,
    field,
    value: (settings) => {
      const found = value(settings);
      return found === undefined ? undefined : String(found);
    },
  };
}

function resource(name: string, field: keyof ProxyResources): Setting {
  const read = ({ proxyResources }: ProxySettings): string | undefined => proxyResources?.[field];
  return setting(name, `injection.resources.${field}`, `proxyResources.${field}`, read);
}

type PlainOption = Exclude<
  keyof LinkerdWorkloadOptions,
  | "annotations"
  | "ingressMode"
  | "ports"
  | "opaquePorts"
  | "requireIdentityOnInboundPorts"
  | "adminShutdown"
  | "environmentVariables"
>;

function option(name: string, field: PlainOption): Setting {
  return setting(name, `linkerd.${field}`, `linkerd.${field}`, ({ linkerd }) => linkerd?.[field]);
}

/** These two annotations know no booleans. */
function enabledOrDisabled(value: boolean | undefined): string | undefined {
  if (value === undefined) return undefined;
  return value ? "enabled" : "disabled";
}

/** What Linkerd's default filter says of modules stays; the level is that of the proxy's own. */
function logFilter(level: LogLevel | undefined): string | undefined {
  return level && `warn,linkerd=${level},hickory=error`;
}

/** The annotation replaces Linkerd's list, and Services take it over: without the default ports they would be inspected. */
function opaquePorts(ranges: readonly string[] | undefined): string | undefined {
  if (ranges === undefined) return undefined;
  return [...new Set([...defaultOpaquePorts.map(String), ...ranges])].join(",");
}

/** Sorted, because the order of variables is not meant to carry anything. */
function environment(variables: Readonly<Record<string, string>> | undefined): string | undefined {
  if (variables === undefined) return undefined;
  const list = Object.keys(variables)
    .sort()
    .map((name) => ({ name, value: variables[name] }));
  return JSON.stringify(list);
}

/** Every setting that Linkerd reads from an annotation, in the order in which they are written. */
export const settings: readonly Setting[] = [
  resource("proxy-cpu-request", "cpuRequest"),
  resource("proxy-cpu-limit", "cpuLimit"),
  resource("proxy-memory-request", "memoryRequest"),
  resource("proxy-memory-limit", "memoryLimit"),
  resource("proxy-ephemeral-storage-request", "ephemeralStorageRequest"),
  resource("proxy-ephemeral-storage-limit", "ephemeralStorageLimit"),
  setting("proxy-log-level", "injection.log.level", "proxy.log.level", ({ proxy }) =>
    logFilter(proxy?.log?.level),
  ),
  setting("proxy-log-format", "injection.log.format", "proxy.log.format", ({ proxy }) => proxy?.log?.format),
  setting("skip-inbound-ports", "injection.bypass.inboundPorts", "proxy.bypass.inboundPorts", ({ proxy }) =>
    proxy?.bypass?.inboundPorts?.join(","),
  ),
  setting(
    "skip-outbound-ports",
    "injection.bypass.outboundPorts",
    "proxy.bypass.outboundPorts",
    ({ proxy }) => proxy?.bypass?.outboundPorts?.join(","),
  ),
  setting("skip-subnets", "injection.bypass.networks", "proxy.bypass.networks", ({ proxy }) =>
    proxy?.bypass?.networks?.join(","),
  ),
  setting(
    "shutdown-grace-period",
    "injection.shutdownGracePeriod",
    "proxy.shutdownGracePeriod",
    ({ proxy }) => proxy?.shutdownGracePeriod,
  ),
  setting("proxy-await", "injection.startBeforeApplication", "proxy.startBeforeApplication", ({ proxy }) =>
    enabledOrDisabled(proxy?.startBeforeApplication),
  ),
  setting(
    "proxy-enable-native-sidecar",
    "injection.nativeSidecar",
    "proxy.nativeSidecar",
    ({ proxy }) => proxy?.nativeSidecar,
  ),
  option("proxy-image", "proxyImage"),
  option("proxy-version", "proxyVersion"),
  option("image-pull-policy", "imagePullPolicy"),
  ...(["admin", "control", "inbound", "outbound"] as const).map((port) =>
    setting(
      `${port}-port`,
      `linkerd.ports.${port}`,
      `linkerd.ports.${port}`,
      ({ linkerd }) => linkerd?.ports?.[port],
    ),
  ),
  option("proxy-uid", "uid"),
  option("proxy-gid", "gid"),
  option("proxy-log-level", "logFilter"),
  option("proxy-log-http-headers", "logHttpHeaders"),
  setting("opaque-ports", "linkerd.opaquePorts", "linkerd.opaquePorts", ({ linkerd }) =>
    opaquePorts(linkerd?.opaquePorts),
  ),
  setting(
    "proxy-require-identity-inbound-ports",
    "linkerd.requireIdentityOnInboundPorts",
    "linkerd.requireIdentityOnInboundPorts",
    ({ linkerd }) => linkerd?.requireIdentityOnInboundPorts?.join(","),
  ),
  option("proxy-outbound-connect-timeout", "outboundConnectTimeout"),
  option("proxy-inbound-connect-timeout", "inboundConnectTimeout"),
  option("proxy-outbound-discovery-cache-unused-timeout", "outboundDiscoveryCacheUnusedTimeout"),
  option("proxy-inbound-discovery-cache-unused-timeout", "inboundDiscoveryCacheUnusedTimeout"),
  option("proxy-disable-outbound-protocol-detect-timeout", "disableOutboundProtocolDetectTimeout"),
  option("proxy-disable-inbound-protocol-detect-timeout", "disableInboundProtocolDetectTimeout"),
  setting("proxy-admin-shutdown", "linkerd.adminShutdown", "linkerd.adminShutdown", ({ linkerd }) =>
    enabledOrDisabled(linkerd?.adminShutdown),
  ),
  option("config.alpha.linkerd.io/proxy-wait-before-exit-seconds", "waitBeforeExitSeconds"),
  option("proxy-metrics-hostname-labels", "metricsHostnameLabels"),
  option("enable-external-profiles", "externalProfiles"),
  option("enable-debug-sidecar", "debugSidecar"),
  setting(
    "proxy-additional-env",
    "linkerd.environmentVariables",
    "linkerd.environmentVariables",
    ({ linkerd }) => environment(linkerd?.environmentVariables),
  ),
  option("proxy-cpu-ratio-limit", "cpuRatioLimit"),
];

/** Annotations that settings become, the raw ones last. */
export function annotationsOf(given: ProxySettings): Record<string, string> {
  const written = settings.flatMap(({ annotation, value }) => {
    const text = value(given);
    return text === undefined ? [] : [[annotation, text] as const];
  });
  const raw = Object.entries(given.linkerd?.annotations ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries([...written, ...raw]);
}

/** Features that settings make use of. */
export function featuresOfSettings(given: ProxySettings): FeatureId[] {
  const used = settings.filter(({ value }) => value(given) !== undefined).map(({ feature }) => feature);
  return given.linkerd?.annotations ? [...used, "linkerd.annotations"] : used;
}
