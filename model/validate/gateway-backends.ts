import type { GatewayBackend, GatewayRoute, PortDefinition } from "../definition";
import { quote } from "../problem";
import { report, type ServiceUnderCheck, type ValidationContext } from "./context";
import { checkReference } from "./references";

/**
 * Backends of a gateway's route exist, and it is clear which of their ports is meant.
 * @returns those ports; nothing when one of them is not known
 */
export function checkGatewayBackends(
  context: ValidationContext,
  { backends = [] }: GatewayRoute,
  namespace: string,
  path: string,
): PortDefinition[] | undefined {
  if (backends.length > 0 && backends.every(({ weight = 1 }) => weight === 0)) {
    report(context, [path, "backends"], {
      message: "have weights that sum to zero (got 0)",
      rule: "The shares of a route sum to more than zero, else every request fails",
      fix: "Raise a weight",
    });
  }
  const ports = backends.map((backend, index) => {
    const at = [path, "backends", index, "service"] as const;
    const id = checkReference(context, { namespace }, backend.service, at);
    const target = context.services.find((candidate) => candidate.id === id);
    return target?.portsKnown ? portOf(context, backend, target, [path, "backends", index]) : undefined;
  });
  const known = ports.filter((port) => port !== undefined);
  return known.length === ports.length ? known : undefined;
}

function portOf(
  context: ValidationContext,
  { port }: GatewayBackend,
  { id, definition }: ServiceUnderCheck,
  at: readonly [parent: string, ...segments: (string | number)[]],
): PortDefinition | undefined {
  const ports = definition.ports ?? [];
  const [only, ...others] = ports;
  const numbers = ports.map((candidate) => candidate.port).join(", ");
  if (port === undefined) {
    if (only && others.length === 0) return only;
    report(context, [...at, "port"], {
      message: `is missing, and ${quote(id)} has ${only ? "several" : "none"}`,
      rule: only ? `Its ports are ${numbers}` : "A service without ports is a client only",
      fix: only ? "Name one of them" : "Declare its ports, or lead elsewhere",
    });
    return undefined;
  }
  const meant = ports.find((candidate) => candidate.port === port);
  if (!meant) {
    report(context, [...at, "port"], {
      message: `leads to a port that ${id} does not have (got ${String(port)})`,
      rule: `Its ports are ${numbers || "none"}`,
      fix: "Name the backend's own port",
    });
  }
  return meant;
}
