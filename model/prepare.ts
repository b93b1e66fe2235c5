import type { MeshDefinition } from "./definition";
import type { Problem } from "./problem";
import { resolveMesh } from "./resolve/mesh";
import type { ResolvedMesh } from "./resolve/resolved";
import { checkStructure } from "./schema/structure";
import type { DeclaredService } from "./validate/context";
import { checkSemantics } from "./validate/semantics";
import type { ServiceId } from "./values/names";

/** What became of an input that should be a definition. */
export interface PreparedInput {
  /** The input without the parts whose shape is wrong, for further checks; nothing when too little is left. */
  readonly usable: MeshDefinition | undefined;
  /** Everything that is wrong. */
  readonly problems: readonly Problem[];
}

/** Checks shape and meaning of an input in one go. */
export function checkDefinition(input: unknown): PreparedInput {
  const { usable, problems } = checkStructure(input);
  if (!usable) return { usable, problems };
  const further = checkSemantics(usable, declaredServices(input), declaredGateways(input));
  return { usable, problems: [...problems, ...further.filter((problem) => !followsFrom(problem, problems))] };
}

/** Whether a rule about the whole may have been broken only because one of its parts had to be left out. */
function followsFrom(whole: Problem, parts: readonly Problem[]): boolean {
  return parts.some(({ path }) => {
    return path.startsWith(whole.path) && ["", ".", "["].includes(path.charAt(whole.path.length));
  });
}

function declaredServices(input: unknown): Map<ServiceId, DeclaredService> {
  const services = (input as { services?: unknown }).services;
  const entries = typeof services === "object" && services !== null ? Object.entries(services) : [];
  return new Map(entries.map(([id, service]) => [id, { portCount: portCountOf(service) }]));
}

function declaredGateways(input: unknown): Set<string> {
  const { gateways } = input as { gateways?: unknown };
  return new Set(typeof gateways === "object" && gateways !== null ? Object.keys(gateways) : []);
}

function portCountOf(service: unknown): number {
  const ports = (service as { ports?: unknown } | null | undefined)?.ports;
  if (ports === undefined) return 0;
  return Array.isArray(ports) ? ports.length : Number.NaN;
}

/** Resolves a definition that was found without problems. */
export function resolveChecked(definition: MeshDefinition): ResolvedMesh {
  return resolveMesh(definition);
}
