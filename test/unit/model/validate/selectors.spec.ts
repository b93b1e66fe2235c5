import { assertAccepted, assertOneProblem, meshOf } from "../../../support/definition";

const ports = [{ port: 80, targetPort: 8080, protocol: "http" }];

function pair(a: object, b: object): unknown {
  return meshOf({ "shop/a": { ports, ...a }, "shop/b": { ports, ...b } });
}

describe("selectors of services", () => {
  it("may be told apart by one label", () => {
    assertAccepted(
      pair({ selector: { app: "cart", version: "v1" } }, { selector: { app: "cart", version: "v2" } }),
    );
  });

  it("may not be equal while both own a container port", () => {
    const app = { selector: { app: "cart" } };
    assertOneProblem(
      pair(app, app),
      'services["shop/b"].selector',
      /selects pods of shop\/a too/,
      /container port 8080/,
      /one owner/,
    );
  });

  it("may not include one another while both own a container port", () => {
    const input = pair({ selector: { app: "cart", version: "v1" } }, { selector: { app: "cart" } });
    assertOneProblem(
      input,
      'services["shop/a"].selector',
      /selects pods of shop\/b too/,
      /got app=cart,version=v1/,
    );
  });

  it("may not meet another's default", () => {
    assertOneProblem(
      pair({}, { selector: { app: "a" } }),
      'services["shop/b"].selector',
      /selects pods of shop\/a too/,
    );
  });

  it("may meet when the container ports differ", () => {
    const selector = { app: "cart" };
    assertAccepted(
      pair({ selector }, { selector, ports: [{ port: 80, targetPort: 9090, protocol: "http" }] }),
    );
  });

  it("may be equal in different namespaces", () => {
    const service = { selector: { app: "cart" }, ports };
    assertAccepted(meshOf({ "shop/a": service, "pay/a": service }, { namespaces: { shop: {}, pay: {} } }));
  });

  for (const [what, selector, path, word] of [
    ["a key with a blank", { "my app": "x" }, 'selector["my app"]', /is not a label key/],
    ["a key of 64 characters", { ["k".repeat(64)]: "x" }, `selector.${"k".repeat(64)}`, /is not a label key/],
    ["a prefix that is no domain", { "My_Org/app": "x" }, 'selector["My_Org/app"]', /is not a label key/],
    ["a value with a slash", { app: "a/b" }, "selector.app", /is not a label value/],
    ["a value of 64 characters", { app: "v".repeat(64) }, "selector.app", /is not a label value/],
  ] as const) {
    it(`have no label with ${what}`, () => {
      assertOneProblem(meshOf({ "shop/a": { selector } }), `services["shop/a"].${path}`, word);
    });
  }

  it("may have every label that Kubernetes takes", () => {
    const selector = { "app.kubernetes.io/name": "Cart_v1.2-a", app: "", K: "0" };
    assertAccepted(meshOf({ "shop/a": { selector } }));
  });
});
