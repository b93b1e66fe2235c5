import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isEncrypted, type ResourceState } from "../harness";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A component's state has neither. */
const noProperties = { inputs: {}, outputs: {} };

/** What differs from run to run, and what the cluster's controllers write at a time of their own. */
const volatileMetadata = ["creationTimestamp", "generation", "resourceVersion", "uid"];

/** Compares with the expectation file, which was recorded with the official provider; ACCEPT=1 records it anew. */
export function assertMatchesExpectation(name: string, actual: unknown): void {
  const file = join(__dirname, "expected", `${name}.json`);
  const text = `${JSON.stringify(actual, undefined, 2)}\n`;
  if (process.env["ACCEPT"] === "1") {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return;
  }
  assert.ok(existsSync(file), `${file} is missing: record it with ACCEPT=1`);
  assert.deepEqual(JSON.parse(text), JSON.parse(readFileSync(file, "utf8")));
}

/** A stack's resources in a form that is the same in every run. */
export function stableState(resources: ReadonlyMap<string, ResourceState>): Record<string, Json> {
  const names = [...resources.keys()].sort();
  return Object.fromEntries(
    names.map((name) => {
      const { type, id, inputs, outputs } = { ...noProperties, ...resources.get(name) };
      const state = { type, id: id ?? null, inputs, outputs: withoutVolatile(outputs) };
      return [name, stable(state)];
    }),
  );
}

function withoutVolatile(outputs: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { status, metadata, ...rest } = outputs;
  const kept = Object.entries((metadata ?? {}) as Record<string, unknown>).filter(
    ([key]) => !volatileMetadata.includes(key),
  );
  return { ...rest, ...(status !== undefined && { status: "<status>" }), metadata: Object.fromEntries(kept) };
}

/** Sorts keys and masks secrets, generated names and everything about field ownership but who owns. */
export function stable(value: unknown, key = ""): Json {
  if (isEncrypted(value)) return "<secret>";
  if (key === "managedFields" && Array.isArray(value)) return managers(value);
  if (Array.isArray(value)) return value.map((item) => stable(item));
  if (typeof value === "string") return masked(value);
  if (typeof value !== "object" || value === null) return value as Json;
  // The official provider leaves the version that it replaced among a definition's inputs.
  const entries = Object.entries(value)
    .filter(([name]) => name !== "resourceVersion")
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, field]) => [name, stable(field, name)]));
}

function managers(entries: unknown[]): Json {
  const owners = entries.map((entry) => {
    const { manager, operation, subresource } = entry as Record<string, string | undefined>;
    return subresource === undefined ? masked(`${manager ?? ""} ${operation ?? ""}`) : "";
  });
  // Controllers write at a time of their own.
  return [...new Set(owners)].filter((owner) => owner.includes("pulumi")).sort();
}

function masked(text: string): string {
  return text
    .replace(/pulumi-kubernetes-[0-9a-f]{8}/g, "pulumi-kubernetes-<hash>")
    .replace(/^(auto[a-z-]*)-[0-9a-f]{8}$/, "$1-<hash>")
    .replace(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, "<uid>")
    .replace(/^10\.\d+\.\d+\.\d+$/, "<address>")
    .replace(/^([^/]+\/auto[a-z-]*)-[0-9a-f]{8}$/, "$1-<hash>");
}
