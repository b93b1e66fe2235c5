import type { AccessRule, PortDefinition, ProbeDefinition } from "../definition";
import { quote } from "../problem";
import { resolveReference } from "../values/names";
import { carriesRequests, report, type ServiceUnderCheck, type ValidationContext } from "./context";

/** Probes are on ports where the mesh can tell them from other traffic, and known wherever it must. */
export function checkProbes(context: ValidationContext): void {
  const stableOf = new Map<string, ServiceUnderCheck>();
  for (const service of context.services) {
    const candidate = service.definition.canary?.candidate;
    if (candidate !== undefined) stableOf.set(resolveReference(candidate, service.namespace), service);
  }
  for (const service of context.services) {
    (service.definition.probes ?? []).forEach((probe, index) => {
      checkProbe(context, service, probe, index);
    });
    checkKnown(context, service, stableOf.get(service.id));
  }
}

function checkProbe(
  context: ValidationContext,
  service: ServiceUnderCheck,
  probe: ProbeDefinition,
  index: number,
): void {
  const at = [service.path, "probes", index] as const;
  if (probe.type === "grpc" && probe.path !== undefined) {
    report(context, [...at, "path"], {
      message: `does not belong to a gRPC probe (got ${quote(probe.path)})`,
      rule: "A gRPC probe calls grpc.health.v1.Health",
      fix: `Remove the path, or use type "http"`,
    });
  }
  if (!service.portsKnown) return;
  const ports = service.definition.ports ?? [];
  const targets = ports.map(({ port, targetPort = port }) => targetPort);
  if (probe.port !== undefined && !targets.includes(probe.port)) {
    report(context, [...at, "port"], {
      message: `is not a container port of the service (got ${String(probe.port)})`,
      rule: `Target ports here are ${targets.join(", ") || "none"}; a probe on any other port needs no entry`,
      fix: "Name a target port, or remove the probe",
    });
  } else if (probe.port === undefined && targets.length !== 1) {
    report(context, [...at, "port"], {
      message: "is missing",
      rule: `It has a default only where the service has one port (here ${String(targets.length)})`,
      fix: "Name the container port",
    });
  } else {
    const probed = ports.find(({ port, targetPort = port }) => targetPort === (probe.port ?? targets[0]));
    if (probed) checkProtocol(context, probe, probed, [...at, "type"]);
  }
}

function checkProtocol(
  context: ValidationContext,
  { type }: ProbeDefinition,
  { port, protocol }: PortDefinition,
  at: readonly [parent: string, ...segments: (string | number)[]],
): void {
  if (!carriesRequests(protocol)) {
    report(context, at, {
      message: `asks for a request on port ${String(port)}, which speaks ${protocol} (got ${quote(type)})`,
      rule: "The kubelet has no identity, and where no requests are seen its probes look like any other caller's",
      fix: `Declare the protocol that is spoken, probe another port or by exec, or remove the entry and let the nodes' addresses in by fromNetworks`,
    });
  } else if (type === "grpc" && protocol === "http") {
    report(context, at, {
      message: `needs HTTP/2 on port ${String(port)}, which speaks http (got ${quote(type)})`,
      rule: "gRPC is carried by HTTP/2, and a port that is declared as HTTP/1.1 takes none from the kubelet",
      fix: `Set the port's protocol to "grpc" or "http2", or use type "http"`,
    });
  }
}

/** A rule that names requests takes the mesh's automatic permission for probes away, so probes must be known. */
function checkKnown(
  context: ValidationContext,
  { definition, path }: ServiceUnderCheck,
  stable: ServiceUnderCheck | undefined,
): void {
  if (definition.probes !== undefined) return;
  const own = narrowedPorts(definition.ports, definition.allow);
  const inherited = narrowedPorts(definition.ports, stable?.definition.allow);
  const ports = own.length > 0 ? own : inherited;
  if (ports.length === 0) return;
  const whose = own.length > 0 || !stable ? "rules" : `rules of ${stable.id}, whose candidate it is,`;
  report(context, [path, "probes"], {
    message: `is missing, and ${whose} name single requests on port ${ports.join(", ")}`,
    rule: "The kubelet has no identity: where single requests are allowed, its probes are refused unless they are declared",
    fix: `Add probes: [{ type: "http", path: "/healthz" }] as in the workload, or probes: [] if it has none`,
  });
}

/** HTTP ports on which a rule names requests. On grpc ports a health probe is assumed where nothing is said. */
function narrowedPorts(
  ports: readonly PortDefinition[] = [],
  rules: readonly AccessRule[] = [],
): readonly number[] {
  const narrowed = rules.filter((rule) => rule.requests !== undefined);
  return ports
    .filter(({ protocol }) => protocol === "http" || protocol === "http2")
    .map(({ port }) => port)
    .filter((port) => narrowed.some((rule) => rule.ports === undefined || rule.ports.includes(port)));
}
