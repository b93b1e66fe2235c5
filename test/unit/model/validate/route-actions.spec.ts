import { assertAccepted, assertOneProblem, cartPath, cartWith, meshOf } from "../../../support/definition";

const routePath = `${cartPath}.routes[0]`;
const matches = [{ path: { value: "/old" } }];

function withRoute(route: object): object {
  return cartWith({ routes: [{ name: "r", matches, ...route }] });
}

describe("a redirect", () => {
  it("changes something", () => {
    assertAccepted(withRoute({ redirect: { port: 8080 } }));
    assertOneProblem(withRoute({ redirect: {} }), `${routePath}.redirect`, /names nothing that is new/);
    assertOneProblem(
      withRoute({ redirect: { status: 301 } }),
      `${routePath}.redirect`,
      /names nothing that is new/,
    );
  });

  it("has one of the statuses that send a caller elsewhere", () => {
    assertOneProblem(
      withRoute({ redirect: { port: 81, status: 300 } }),
      `${routePath}.redirect.status`,
      /got 300/,
    );
  });

  for (const [field, value] of Object.entries({
    backends: [{ service: "cart" }],
    timeouts: { request: "5s" },
    retries: { attempts: 1 },
    requestHeaders: { remove: ["x"] },
    responseHeaders: { remove: ["x"] },
    rewrite: { host: "a.example" },
    faults: { abort: { status: 503, percent: 1 } },
  })) {
    it(`stands without ${field}, which would have no effect`, () => {
      const route = { redirect: { port: 81 }, [field]: value };
      assertOneProblem(withRoute(route), `${routePath}.${field}`, /has no effect beside a redirect/);
    });
  }

  it("replaces a prefix only where the route matched by one", () => {
    const path = { type: "ReplacePrefixMatch", value: "/new" };
    assertAccepted(withRoute({ redirect: { path } }));
    assertAccepted(cartWith({ routes: [{ name: "r", redirect: { path } }] }));
    assertOneProblem(
      withRoute({ matches: [{ path: { type: "Exact", value: "/old" } }], redirect: { path } }),
      `${routePath}.redirect.path.type`,
      /not every match has/,
    );
  });

  it("leads to a path", () => {
    for (const value of ["new", "/new?a=b", "/a b"])
      assertOneProblem(
        withRoute({ redirect: { path: { type: "ReplaceFullPath", value } } }),
        `${routePath}.redirect.path.value`,
        /is not a path/,
      );
  });

  it("is not for calls, which have no other address", () => {
    const ports = [{ port: 80, protocol: "grpc" }];
    assertOneProblem(
      cartWith({ ports, routes: [{ name: "r", redirect: { port: 81 } }] }),
      `${routePath}.redirect`,
      /is for a grpc port/,
    );
  });
});

describe("changes to headers", () => {
  const at = `${routePath}.requestHeaders`;
  const changes = (requestHeaders: object): object => withRoute({ requestHeaders });

  it("change something", () => {
    assertAccepted(changes({ set: [{ name: "x", value: "1" }], remove: ["y"] }));
    assertOneProblem(changes({}), at, /changes no header/);
  });

  it("name a header once, whatever its case", () => {
    const twice = { set: [{ name: "x-a", value: "1" }], remove: ["X-A"] };
    assertOneProblem(changes(twice), `${at}.remove[0]`, /is changed twice \(got "X-A"\)/);
  });

  it("leave alone what frames the message", () => {
    assertOneProblem(changes({ set: [{ name: "Host", value: "a" }] }), `${at}.set[0].name`, /Use rewrite/);
    assertOneProblem(changes({ remove: ["content-length"] }), `${at}.remove[0]`, /frames the message/);
  });

  it("have names and values that a message can carry", () => {
    assertOneProblem(changes({ remove: ["x y"] }), `${at}.remove[0]`, /HTTP token/);
    assertOneProblem(
      changes({ set: [{ name: "x", value: "a\r\nb" }] }),
      `${at}.set[0].value`,
      /printable ASCII/,
    );
  });
});

describe("a rewrite, a mirror and faults", () => {
  it("do something", () => {
    assertOneProblem(withRoute({ rewrite: {} }), `${routePath}.rewrite`, /names nothing that is new/);
    assertOneProblem(withRoute({ faults: {} }), `${routePath}.faults`, /injects nothing/);
    const delay = { duration: "0s", percent: 5 };
    assertOneProblem(withRoute({ faults: { delay } }), `${routePath}.faults.delay.duration`, /is zero/);
  });

  it("copy requests to a port that there is", () => {
    const mesh = (mirror: object): object =>
      meshOf({
        "shop/cart": { ports: [{ port: 80, protocol: "http" }], routes: [{ name: "r", matches, mirror }] },
        "shop/copy": { ports: [{ port: 81, protocol: "http" }] },
      });
    assertAccepted(mesh({ service: "copy", port: 81 }));
    assertOneProblem(mesh({ service: "copy" }), `${routePath}.mirror.port`, /got 80/, /Its ports are 81/);
    assertOneProblem(mesh({ service: "cope", port: 81 }), `${routePath}.mirror.service`, /Did you mean/);
  });
});
