import fc from "fast-check";
import type { MeshDefinition } from "../../../model";
import { validDefinition } from "./definition";

type Container = Record<string, unknown> | unknown[];

/** One change of a value somewhere in a definition. Numbers pick a place and what is done there. */
interface Mutation {
  readonly place: number;
  readonly kind: "remove" | "replace" | "rename" | "add" | "repeat";
  readonly value: unknown;
}

/** Values that a definition of plain data or a TypeScript program could hold where something else belongs. */
const misplaced: fc.Arbitrary<unknown> = fc.oneof(
  fc.anything({ maxDepth: 2, withNullPrototype: true, withBigInt: true, withDate: true, withMap: true }),
  fc.constantFrom(
    "",
    "-5s",
    "1m30s",
    "a/b/c",
    "*",
    "../..",
    "__proto__",
    -1,
    0,
    1e21,
    Number.NaN,
    null,
    undefined,
  ),
  fc.constantFrom<unknown>(() => 1, Promise.resolve(1), Symbol("s"), new (class Thing {})()),
  fc.string({ unit: "binary", maxLength: 300 }),
);

const mutation: fc.Arbitrary<Mutation> = fc.record({
  place: fc.nat(),
  kind: fc.constantFrom("remove", "replace", "rename", "add", "repeat"),
  value: misplaced,
});

/** Every place of a definition at which a value stands. */
function placesOf(value: unknown): { container: Container; key: string | number }[] {
  if (typeof value !== "object" || value === null) return [];
  const container = value as Container;
  const keys = Array.isArray(container) ? [...container.keys()] : Object.keys(container);
  return keys.flatMap((key) => [
    { container, key },
    ...placesOf((container as Record<string | number, unknown>)[key]),
  ]);
}

function apply(definition: unknown, { place, kind, value }: Mutation): void {
  const places = placesOf(definition);
  const target = places[place % places.length];
  if (!target) return;
  const { container, key } = target;
  const fields = container as Record<string | number, unknown>;
  const name = typeof value === "string" ? value : "surprise";
  if (kind === "replace") fields[key] = value;
  else if (kind === "add" && Array.isArray(container)) container.push(value);
  else if (kind === "add") define(fields, name, value);
  else if (kind === "repeat" && Array.isArray(container)) container.push(container[key as number]);
  else if (kind === "rename" && !Array.isArray(container)) define(fields, name, fields[key]);
  if (kind !== "remove" && kind !== "rename") return;
  if (Array.isArray(container)) container.splice(key as number, 1);
  else Reflect.deleteProperty(container, key);
}

/** Also where the name is one that assignment would treat apart, as `__proto__` is. */
function define(fields: object, name: string, value: unknown): void {
  Object.defineProperty(fields, name, { value, enumerable: true, configurable: true, writable: true });
}

/** A copy in which nothing is shared. Its input is plain data. */
function copy<T>(value: T): T {
  return structuredClone(value);
}

/** Valid definitions with a few changes, most of which make them wrong. */
export const mutatedDefinition: fc.Arbitrary<MeshDefinition> = fc
  .tuple(validDefinition, fc.array(mutation, { minLength: 1, maxLength: 4 }))
  .map(([definition, mutations]) => {
    const mutated = copy(definition);
    for (const change of mutations) apply(mutated, change);
    return mutated;
  });
