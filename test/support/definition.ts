import assert from "node:assert/strict";
import {
  checkDefinition,
  formatProblem,
  resolveChecked,
  type MeshDefinition,
  type Problem,
  type ResolvedMesh,
  type ResolvedService,
} from "../../model";

/** A definition of one namespace, `shop`, with the services given; anything may be put in to see it refused. */
export function meshOf(services: object, rest: object = {}): MeshDefinition {
  return {
    name: "boutique",
    environment: "staging",
    namespaces: { shop: {} },
    services,
    ...rest,
  } as MeshDefinition;
}

/** A definition in which `shop/web` calls `shop/cart` over HTTP; what is given is added to the cart. */
export function cartWith(cart: object, rest: object = {}): MeshDefinition {
  const ports = [{ port: 80, targetPort: 8080, protocol: "http" }];
  return meshOf({ "shop/cart": { ports, ...cart }, "shop/web": {} }, rest);
}

/** Where `cartWith` puts the cart. */
export const cartPath = 'services["shop/cart"]';

/** What is found wrong with an input, in the order of the paths. */
export function problemsOf(input: unknown): Problem[] {
  return [...checkDefinition(input).problems].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The problems as lines of text. */
export function linesOf(input: unknown): string[] {
  return problemsOf(input).map(formatProblem);
}

/** Asserts that exactly one thing is wrong, where, and with which words. */
export function assertOneProblem(input: unknown, path: string, ...words: readonly RegExp[]): void {
  const problems = problemsOf(input);
  assert.deepEqual(
    problems.map((problem) => problem.path),
    [path],
    problems.map(formatProblem).join("\n"),
  );
  for (const word of words) assert.match(formatProblem(problems[0]!), word);
}

/** Asserts that nothing is wrong. */
export function assertAccepted(input: unknown): void {
  assert.deepEqual(linesOf(input), []);
}

/** The definition resolved, after it was found without problems. */
export function resolved(definition: MeshDefinition): ResolvedMesh {
  assertAccepted(definition);
  return resolveChecked(definition);
}

/** One service of a resolved definition. */
export function resolvedService(definition: MeshDefinition, id = "shop/cart"): ResolvedService {
  const service = resolved(definition).services.find((candidate) => candidate.id === id);
  assert.ok(service, `${id} is not in the definition`);
  return service;
}
