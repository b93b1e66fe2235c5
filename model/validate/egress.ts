import {
  AnySource,
  EgressPolicy,
  Protocol,
  type ExternalAccessRule,
  type ExternalPortDefinition,
  type ExternalServiceDefinition,
} from "../definition";
import { defaults } from "../defaults";
import { childPath, didYouMean, joinPath, quote } from "../problem";
import { parseCidr } from "../values/cidr";
import { isDnsLabel } from "../values/names";
import { carriesRequests, report, type ValidationContext } from "./context";
import { checkReference } from "./references";
import { checkRetries, checkTimeouts } from "./traffic";

/** External services can be told apart, and what is said of them can hold. */
export function checkEgress(context: ValidationContext): void {
  const services = Object.entries(context.definition.externalServices ?? {});
  for (const [name, service] of services) {
    const path = joinPath("externalServices", name);
    checkName(context, path, name);
    checkTarget(context, path, service);
    checkPorts(context, path, service.ports);
    checkAllow(context, path, service);
    checkTreatment(context, path, service);
  }
  checkDuplicates(context, services);
}

function checkName(context: ValidationContext, path: string, name: string): void {
  if (isDnsLabel(name)) return;
  report(context, [path], {
    message: `is not a name of an external service (got ${quote(name)})`,
    rule: "A name is a DNS label: lower-case letters, digits and -, at most 63 characters, no - at either end",
    fix: "Rename it; the host stands under hosts",
  });
}

function checkTarget(
  context: ValidationContext,
  path: string,
  { hosts, networks, ports }: ExternalServiceDefinition,
): void {
  if (hosts === undefined && networks === undefined) {
    report(context, [path], {
      message: "says neither by which hosts nor by which addresses it is called",
      rule: "Without either it would be everything outside",
      fix: `Add hosts: ["api.example.com"] or networks: ["203.0.113.0/24"]`,
    });
  }
  ports.forEach(({ port, protocol, originateTls }, index) => {
    if (protocol === Protocol.Tls && hosts === undefined) {
      report(context, [path, "hosts"], {
        message: `is missing, and port ${String(port)} compares server names`,
        rule: "On tls ports an external service is known by its hosts",
        fix: "Add hosts, or write protocol: tcp",
      });
    }
    if (originateTls === true && protocol === Protocol.Tls) {
      report(context, [path, "ports", index, "originateTls"], {
        message: "would wrap TLS in TLS",
        rule: "With protocol tls the application speaks TLS itself",
        fix: "Write what the application speaks in clear text, for example protocol: http",
      });
    }
  });
}

function checkPorts(
  context: ValidationContext,
  path: string,
  ports: readonly ExternalPortDefinition[],
): void {
  ports.forEach(({ port }, index) => {
    const before = ports.findIndex((other) => other.port === port);
    if (before === index) return;
    report(context, [path, "ports", index, "port"], {
      message: `is declared twice (got ${String(port)}, as in ports[${String(before)}])`,
      rule: "An external service declares a port once",
      fix: "Remove one of them",
    });
  });
}

function checkAllow(context: ValidationContext, path: string, { allow }: ExternalServiceDefinition): void {
  if (allow === undefined) return;
  const policy = context.definition.egress?.defaultPolicy ?? defaults.egressPolicy;
  if (policy === EgressPolicy.AllowAny) {
    report(context, [path, "allow"], {
      message: "would keep nobody out",
      rule: "With egress.defaultPolicy allow-any every workload may call everything outside",
      fix: "Set egress: { defaultPolicy: registry-only }, or remove it",
    });
  }
  allow.forEach((rule, index) => {
    checkRule(context, childPath(path, "allow", index), rule);
  });
}

function checkRule(
  context: ValidationContext,
  path: string,
  { from = [], fromNamespaces = [], fromAny }: ExternalAccessRule,
): void {
  if (fromAny === undefined && from.length + fromNamespaces.length === 0) {
    report(context, [path], {
      message: "names no caller",
      rule: "A rule says whom it lets out: from, fromNamespaces or fromAny",
      fix: `Add fromNamespaces: ["<namespace>"]; to let nobody out, write allow: []`,
    });
  }
  if (fromAny === AnySource.Anyone) {
    report(context, [path, "fromAny"], {
      message: `is wider than the mesh (got ${quote(fromAny)})`,
      rule: "The mesh decides only what its own workloads may call",
      fix: `Write "meshed"`,
    });
  }
  from.forEach((reference, index) =>
    checkReference(context, { namespace: "" }, reference, [path, "from", index]),
  );
  const known = Object.keys(context.definition.namespaces);
  fromNamespaces.forEach((name, index) => {
    if (known.includes(name)) return;
    report(context, [path, "fromNamespaces", index], {
      message: `names a namespace that the mesh does not have (got ${quote(name)})`,
      rule: "What may be called is written into the caller's namespace",
      fix: didYouMean(name, known) || `Add namespaces[${JSON.stringify(name)}]: {}`,
    });
  });
}

function checkTreatment(
  context: ValidationContext,
  path: string,
  { ports, timeouts, retries }: ExternalServiceDefinition,
): void {
  const clear = ports.filter(({ protocol }) => carriesRequests(protocol));
  checkTimeouts(context, timeouts, childPath(path, "timeouts"));
  checkRetries(context, retries, timeouts, clear, childPath(path, "retries"));
  if (clear.length > 0) return;
  for (const [field, value] of Object.entries({ timeouts, retries })) {
    if (value === undefined) continue;
    report(context, [path, field], {
      message: "needs a port on which requests are seen, and there is none",
      rule: "Requests are seen in clear text: http, http2 and grpc. What the application encrypts itself is not",
      fix: "Remove it, and set timeouts and retries in the application",
    });
  }
}

/** Two entries for one host, address and port would leave open whose timeouts hold. */
function checkDuplicates(
  context: ValidationContext,
  services: readonly (readonly [string, ExternalServiceDefinition])[],
): void {
  const owners = new Map<string, string>();
  for (const [name, { hosts = [""], networks = [""], ports }] of services) {
    const own = new Set(
      ports.flatMap(({ port }) =>
        hosts.flatMap((host) => networks.map((network) => `${String(port)} ${host} ${canonical(network)}`)),
      ),
    );
    for (const key of own) {
      const before = owners.get(key);
      if (before !== undefined) {
        const [port = "", host = ""] = key.split(" ");
        report(context, [joinPath("externalServices", name)], {
          message: `is the same as ${before} on port ${port}${host === "" ? "" : ` of ${host}`}`,
          rule: "A host, address and port belong to one external service, whose timeouts and callers hold",
          fix: "Join the two, or take the host, address or port out of one",
        });
      }
      owners.set(key, name);
    }
  }
}

function canonical(network: string): string {
  const range = parseCidr(network);
  return range ? `${String(range.family)}/${String(range.first)}/${String(range.prefixLength)}` : "";
}
