import {
  Availability,
  Injection,
  Protocol,
  WorkloadKind,
  childPath,
  inPortRanges,
  parseDuration,
  parseQuantity,
  quote,
  type Problem,
  type ProxyResources,
  type ResolvedMesh,
  type ResolvedService,
} from "../../../model";
import { highAvailabilityProxy } from "../install/high-availability";
import type { ProxySettings } from "./annotations";
import { checkAnnotations } from "./check-annotations";
import {
  bypassedInbound,
  bypassedOutbound,
  defaultBypassPorts,
  effectiveSettings,
  hasNativeSidecars,
  namespaceOf,
} from "./effective";

/** Settings of proxies that Linkerd would accept and not carry out, or that would undo what else is asked for. */
export function checkProxySettings(mesh: ResolvedMesh): Problem[] {
  const namespaces = mesh.namespaces.flatMap((namespace) => {
    const { path, proxy, proxyResources, linkerd } = namespace;
    return [
      ...checkAnnotations(path, "namespace", linkerd.annotations),
      ...checkOwn(path, { proxy, linkerd }),
      ...checkWaitBeforeExit(mesh, path, { proxy, proxyResources, linkerd }),
      ...checkResources(mesh, path, { proxyResources }),
    ];
  });
  const byId = new Map(mesh.services.map((service) => [service.id, service]));
  return [...namespaces, ...mesh.services.flatMap((service) => checkService(mesh, service, byId))];
}

function checkService(
  mesh: ResolvedMesh,
  service: ResolvedService,
  byId: ReadonlyMap<string, ResolvedService>,
): Problem[] {
  const { path, definition, injection } = service;
  const settings = effectiveSettings(mesh, namespaceOf(mesh, service), service);
  const own = [
    ...checkAnnotations(path, "pod", definition.linkerd?.annotations),
    ...checkOwn(path, {
      ...(definition.proxy && { proxy: definition.proxy }),
      linkerd: definition.linkerd ?? {},
    }),
  ];
  if (injection === Injection.Disabled) return own;
  return [
    ...own,
    ...(definition.linkerd?.waitBeforeExitSeconds === undefined &&
    definition.proxy?.nativeSidecar === undefined
      ? []
      : checkWaitBeforeExit(mesh, path, settings)),
    ...(definition.proxyResources ? checkResources(mesh, path, settings) : []),
    ...checkJob(mesh, service, settings),
    ...checkOpaquePorts(service, settings),
    ...checkDefaultBypass(service, settings),
    ...checkCallers(mesh, service, byId),
  ];
}

function checkOwn(path: string, { proxy, linkerd = {} }: ProxySettings): Problem[] {
  const problems: Problem[] = [];
  if (proxy?.log?.level !== undefined && linkerd.logFilter !== undefined) {
    problems.push({
      path: childPath(path, "linkerd", "logFilter"),
      message: `says what proxy.log.level says too (got ${quote(linkerd.logFilter)}, level ${quote(proxy.log.level)})`,
      rule: "Both become one annotation",
      fix: "Keep one of them",
    });
  }
  for (const field of ["outboundConnectTimeout", "inboundConnectTimeout"] as const) {
    if (linkerd[field] === undefined || (parseDuration(linkerd[field]) ?? 0) > 0) continue;
    problems.push({
      path: childPath(path, "linkerd", field),
      message: `leaves no time to connect (got ${quote(linkerd[field])})`,
      rule: "With a timeout of 0 no connection is ever made",
      fix: `Write "1s", for example, or leave it out`,
    });
  }
  for (const field of [
    "outboundDiscoveryCacheUnusedTimeout",
    "inboundDiscoveryCacheUnusedTimeout",
  ] as const) {
    const milliseconds = linkerd[field] === undefined ? 1_000 : (parseDuration(linkerd[field]) ?? 0);
    if (milliseconds >= 1_000 && milliseconds % 1_000 === 0) continue;
    problems.push({
      path: childPath(path, "linkerd", field),
      message: `is not whole seconds (got ${quote(linkerd[field])})`,
      rule: "Linkerd cuts off what is below a second: 250ms becomes 0s",
      fix: `Write "5s", for example`,
    });
  }
  for (const name of Object.keys(linkerd.environmentVariables ?? {})) {
    if (/^[A-Za-z_.-][A-Za-z0-9_.-]*$/.test(name)) continue;
    problems.push({
      path: childPath(path, "linkerd", "environmentVariables", name),
      message: `is no name of a variable (got ${quote(name)})`,
      rule: "Kubernetes refuses the pod: a name has letters, digits, _, - and ., and does not begin with a digit",
      fix: "Rename it",
    });
  }
  return problems;
}

function checkWaitBeforeExit(mesh: ResolvedMesh, path: string, settings: ProxySettings): Problem[] {
  const seconds = settings.linkerd?.waitBeforeExitSeconds;
  if (seconds === undefined || seconds === 0 || !hasNativeSidecars(mesh, settings)) return [];
  return [
    {
      path: childPath(path, "linkerd", "waitBeforeExitSeconds"),
      message: `has no effect with native sidecars (got ${String(seconds)})`,
      rule: "A native sidecar outlives its application by itself; Linkerd ignores the setting without a word",
      fix: "Leave it out, or set proxy.nativeSidecar to false",
    },
  ];
}

/** The control plane's own requests and limits stand beside those that are written. */
function checkResources(mesh: ResolvedMesh, path: string, settings: ProxySettings): Problem[] {
  const { availability, proxy } = mesh.controlPlane;
  const own = settings.proxyResources ?? {};
  const high = availability === Availability.High ? highAvailabilityProxy : {};
  const effective: ProxyResources = { ...high, ...proxy.resources, ...own };
  const pairs = [
    ["cpuRequest", "cpuLimit"],
    ["memoryRequest", "memoryLimit"],
  ] as const;
  return pairs.flatMap(([request, limit]) => {
    const [wanted, most] = [effective[request], effective[limit]];
    const isOwn = (own[request] === undefined) !== (own[limit] === undefined);
    if (wanted === undefined || most === undefined || !isOwn) return [];
    if ((parseQuantity(wanted) ?? 0) <= (parseQuantity(most) ?? 0)) return [];
    const [field, other] =
      own[request] === undefined ? ([limit, request] as const) : ([request, limit] as const);
    return [
      {
        path: childPath(path, "proxyResources", field),
        message: `does not fit the ${other} that the control plane gives every proxy (got ${quote(own[field])}, ${other} ${quote(effective[other])})`,
        rule: "A request is at most its limit, or Kubernetes refuses every pod",
        fix: `Write proxyResources.${other} beside it`,
      },
    ];
  });
}

/** A proxy beside a Job runs on after its work is done, and the Job never ends. */
function checkJob(
  mesh: ResolvedMesh,
  { path, workload }: ResolvedService,
  settings: ProxySettings,
): Problem[] {
  const ends = workload.kind === WorkloadKind.Job || workload.kind === WorkloadKind.CronJob;
  if (!ends || hasNativeSidecars(mesh, settings) || settings.linkerd?.adminShutdown === true) return [];
  return [
    {
      path: childPath(path, "workload", "kind"),
      message: `would never end (got ${quote(workload.kind)})`,
      rule: "Without native sidecars the proxy runs on when the work is done",
      fix: `Set proxy.nativeSidecar to true, or linkerd.adminShutdown and let the work end with POST :4191/shutdown, or injection: "disabled"`,
    },
  ];
}

/** Services take the list over from their namespace: clients would no longer see requests on the port. */
function checkOpaquePorts({ path, definition }: ResolvedService, settings: ProxySettings): Problem[] {
  const ranges = settings.linkerd?.opaquePorts ?? [];
  return (definition.ports ?? []).flatMap(({ port, targetPort = port, protocol }, index) => {
    const opaque = protocol === Protocol.Opaque || protocol === Protocol.Tcp;
    if (opaque || ![port, targetPort].some((number) => inPortRanges(ranges, number))) return [];
    return [
      {
        path: childPath(path, "ports", index),
        message: `speaks ${protocol} and is among linkerd.opaquePorts (got ${String(port)})`,
        rule: "On an opaque port no requests are seen, so that routes and timeouts do nothing",
        fix: "Take it out of linkerd.opaquePorts",
      },
    ];
  });
}

/** Linkerd lets two ports go around every proxy unless it is told otherwise. */
function checkDefaultBypass({ path, definition }: ResolvedService, settings: ProxySettings): Problem[] {
  if (settings.proxy?.bypass?.inboundPorts !== undefined) return [];
  return (definition.ports ?? []).flatMap(({ port, targetPort = port }, index) => {
    if (!inPortRanges(bypassedInbound(settings), targetPort)) return [];
    return [
      {
        path: childPath(path, "ports", index),
        message: `goes around the proxy (got container port ${String(targetPort)})`,
        rule: `Linkerd leaves ports ${defaultBypassPorts.join(" and ")} alone by default, so that no access rule holds there`,
        fix: "Write proxy: { bypass: { inboundPorts: [] } } on the service or its namespace",
      },
    ];
  });
}

/** A call that goes around the caller's proxy carries no identity, and is refused by a rule that names the caller. */
function checkCallers(
  mesh: ResolvedMesh,
  service: ResolvedService,
  byId: ReadonlyMap<string, ResolvedService>,
): Problem[] {
  const known = new Set<string>();
  return service.rules.flatMap((rule) =>
    rule.source.services.flatMap((id) => {
      const caller = byId.get(id);
      if (!caller || caller.injection === Injection.Disabled) return [];
      const ranges = bypassedOutbound(effectiveSettings(mesh, namespaceOf(mesh, caller), caller));
      const lost = rule.ports.filter((port) => inPortRanges(ranges, port));
      const key = `${rule.path} ${id}`;
      if (lost.length === 0 || known.has(key)) return [];
      known.add(key);
      return [
        {
          path: rule.path,
          message: `names ${id}, whose calls to port ${lost.join(", ")} go around its proxy`,
          rule: "What goes around the proxy carries no identity, and is denied",
          fix: `Take the port out of proxy.bypass.outboundPorts of ${id} or its namespace (Linkerd's default list is ${defaultBypassPorts.join(", ")})`,
        },
      ];
    }),
  );
}
