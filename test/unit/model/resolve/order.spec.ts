import assert from "node:assert/strict";
import { resolveChecked, type MeshDefinition } from "../../../../model";
import { meshOf } from "../../../support/definition";

/** The same data with every object's keys in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  );
}

const definition = meshOf(
  {
    "shop/cart": {
      ports: [{ port: 80, targetPort: 8080, protocol: "http" }],
      selector: { tier: "back", app: "cart" },
      allow: [{ from: ["web"], fromNetworks: [{ cidr: "10.0.0.0/8", except: ["10.1.0.0/16"] }] }],
      timeouts: { request: "5s", idle: "1m" },
    },
    "shop/web": {},
    "pay/card": { ports: [{ port: 1, protocol: "tcp" }] },
  },
  { namespaces: { shop: {}, pay: { defaultAccess: "mesh" } } },
);

describe("a resolved definition", () => {
  it("does not depend on the order of keys", () => {
    const other = reversed(definition) as MeshDefinition;
    assert.notEqual(JSON.stringify(other), JSON.stringify(definition));
    // As text: what is rendered takes over the order of keys from here.
    const text = (input: MeshDefinition): string => {
      const { services, ...mesh } = resolveChecked(input);
      return JSON.stringify([mesh, services.map((service) => ({ ...service, definition: undefined }))]);
    };
    assert.equal(text(other), text(definition));
  });

  it("lists namespaces and services in the order of their names", () => {
    const mesh = resolveChecked(definition);
    assert.deepEqual(
      mesh.namespaces.map(({ name }) => name),
      ["pay", "shop"],
    );
    assert.deepEqual(
      mesh.services.map(({ id }) => id),
      ["pay/card", "shop/cart", "shop/web"],
    );
  });

  it("lists ports by number, whatever the order they are declared in", () => {
    const ports = [3, 1, 2].map((port) => ({ port, protocol: "tcp" }));
    const [service] = resolveChecked(meshOf({ "shop/cart": { ports } })).services;
    assert.deepEqual(
      service?.ports.map(({ port }) => port),
      [1, 2, 3],
    );
  });

  it("names a range once, whatever the order of what is left out of it", () => {
    const ranges = ["10.1.0.0/16", "10.2.0.0/16"];
    const fromNetworks = [ranges, [...ranges].reverse()].map((except) => ({ cidr: "10.0.0.0/8", except }));
    const ports = [{ port: 80, protocol: "tcp" }];
    const [service] = resolveChecked(meshOf({ "shop/cart": { ports, allow: [{ fromNetworks }] } })).services;
    assert.deepEqual(service?.rules[0]?.source.networks, [{ cidr: "10.0.0.0/8", except: ranges }]);
  });

  it("leaves the definition as it was", () => {
    const before = structuredClone(definition);
    resolveChecked(definition);
    assert.deepEqual(definition, before);
  });
});
