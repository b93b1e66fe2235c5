import assert from "node:assert/strict";
import { join } from "node:path";
import { CrdSchemas, sharedCrds, type CustomResource } from "../support/crd-schemas";

describe("a check against CRDs", () => {
  let schemas: CrdSchemas;

  before(() => {
    schemas = new CrdSchemas([join(sharedCrds, "linkerd"), join(sharedCrds, "gateway-api/standard")]);
  });

  const server = (spec: object): CustomResource => ({
    ...{
      apiVersion: "policy.linkerd.io/v1beta3",
      kind: "Server",
      metadata: { name: "cart.80", namespace: "shop" },
    },
    spec: { podSelector: { matchLabels: { app: "cart" } }, port: 80, ...spec },
  });

  const route = (spec: object): CustomResource => ({
    ...{ apiVersion: "gateway.networking.k8s.io/v1", kind: "HTTPRoute", metadata: { name: "r" } },
    spec,
  });

  it("accepts an object that is right", () => {
    assert.deepEqual(schemas.refusals(server({ proxyProtocol: "HTTP/1", accessPolicy: "deny" })), []);
    assert.deepEqual(schemas.refusals(server({ port: "http" })), []);
    assert.deepEqual(schemas.refusals(route({ rules: [{}] })), []);
  });

  for (const [what, object, word] of [
    ["an unknown field", server({ prot: 80 }), /must NOT have additional properties.*"prot"/],
    ["an unknown field deep inside", route({ rules: [{ matches: [{ pth: {} }] }] }), /"pth"/],
    [
      "a value outside an enumeration",
      route({ rules: [{ matches: [{ path: { type: "Prefix", value: "/" } }] }] }),
      /type must be equal to one of/,
    ],
    ["a wrong type", server({ port: true }), /port must be/],
    ["a missing field", { ...server({}), spec: { port: 80 } }, /podSelector/],
    [
      "a number that is too large",
      route({ rules: [{ backendRefs: [{ name: "c", weight: 1_000_001 }] }] }),
      /weight must be <= 1000000/,
    ],
    [
      "a text that breaks a pattern",
      route({ rules: [{ matches: [{ headers: [{ name: "a b", value: "c" }] }] }] }),
      /name must match pattern/,
    ],
    [
      "a list that names an entry twice",
      route({
        rules: [
          {
            matches: [
              {
                headers: [
                  { name: "a", value: "1" },
                  { name: "a", value: "2" },
                ],
              },
            ],
          },
        ],
      }),
      /x-kubernetes-list-map-keys/,
    ],
    ["an unknown field beside the spec", { ...server({}), specs: {} }, /"specs"/],
  ] as const) {
    it(`refuses ${what}`, () => {
      assert.match(schemas.refusals(object)?.join("\n") ?? "", word);
    });
  }

  it("says nothing of a kind without a CRD", () => {
    assert.equal(schemas.refusals({ apiVersion: "v1", kind: "Pod" }), undefined);
  });
});
