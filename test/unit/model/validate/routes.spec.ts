import { assertAccepted, assertOneProblem, cartPath, cartWith } from "../../../support/definition";

const routePath = `${cartPath}.routes[0]`;
const grpcPorts = { ports: [{ port: 90, protocol: "grpc" }] };

function cartWithRoutes(routes: readonly object[], service: object = {}): unknown {
  return cartWith({ routes, ...service });
}

function cartMatching(match: object, service: object = {}): unknown {
  return cartWithRoutes([{ name: "r", matches: [match] }], service);
}

describe("a route", () => {
  it("has a name of its own", () => {
    const routes = [
      { name: "r", matches: [{ method: "GET" }] },
      { name: "r", matches: [{ method: "POST" }] },
    ];
    assertOneProblem(
      cartWithRoutes(routes),
      `${cartPath}.routes[1].name`,
      /is taken \(got "r", as routes\[0\]\)/,
    );
  });

  it("does not take the name of the route for everything else", () => {
    assertOneProblem(cartWithRoutes([{ name: "default" }]), `${routePath}.name`, /is reserved/);
  });

  it("is on a port of the service", () => {
    assertOneProblem(cartWithRoutes([{ name: "r", ports: [81] }]), `${routePath}.ports[0]`, /got 81/);
  });

  it("is on a port of the service", () => {
    assertOneProblem(
      cartWithRoutes([{ name: "r", ports: [70] }]),
      `${routePath}.ports[0]`,
      /got 70/,
      /Its ports are 80/,
    );
  });
});

describe("a match of a route", () => {
  it("may look at everything a request has", () => {
    assertAccepted(
      cartMatching({
        method: "GET",
        path: { type: "RegularExpression", value: "/items/[0-9]+" },
        headers: [{ name: "x-tier", type: "RegularExpression", value: "gold|silver" }],
        query: [{ name: "q", value: "1" }],
      }),
    );
  });

  it("has a path that starts with a slash", () => {
    assertOneProblem(
      cartMatching({ path: { value: "items" } }),
      `${routePath}.matches[0].path.value`,
      /Write "\/items"/,
    );
  });

  for (const [what, value] of [
    ["is broken", "(["],
    ["looks ahead", "a(?=b)"],
    ["looks behind", "(?<!a)b"],
    ["refers back", "(a)\\1"],
  ] as const) {
    it(`has no expression that ${what}`, () => {
      const headers = [{ name: "x", type: "RegularExpression", value }];
      assertOneProblem(
        cartMatching({ headers }),
        `${routePath}.matches[0].headers[0].value`,
        /is not a regular expression/,
        /RE2/,
      );
    });
  }

  it("may have a text that would be a broken expression", () => {
    assertAccepted(cartMatching({ query: [{ name: "q", value: "([" }] }));
  });

  it("names a gRPC method on grpc ports alone", () => {
    const grpc = { service: "shop.Cart", method: "Get" };
    assertAccepted(cartMatching({ grpc }, grpcPorts));
    assertOneProblem(cartMatching({ grpc }), `${routePath}.matches[0].grpc`, /does not speak grpc/);
  });

  for (const match of [
    { method: "GET" },
    { path: { value: "/a" } },
    { query: [{ name: "q", value: "1" }] },
  ]) {
    it(`has no ${Object.keys(match)[0] ?? ""} on grpc ports`, () => {
      assertOneProblem(
        cartMatching(match, grpcPorts),
        `${routePath}.matches[0]`,
        /on a grpc port/,
        /Use grpc/,
      );
    });
  }

  it("may have headers on grpc ports", () => {
    assertAccepted(cartMatching({ headers: [{ name: "x", value: "1" }] }, grpcPorts));
  });

  it("is not the same as another's", () => {
    const get = [{ method: "GET" }];
    const routes = [
      { name: "a", matches: get },
      { name: "b", matches: get },
    ];
    assertOneProblem(
      cartWithRoutes(routes),
      `${cartPath}.routes[1].matches[0]`,
      /same requests as route "a" on port 80/,
    );
  });

  it("is the same whatever the order of headers, their case and defaults written out", () => {
    const one = {
      path: { value: "/" },
      headers: [
        { name: "A", value: "1" },
        { name: "b", value: "2", type: "Exact" },
      ],
    };
    const other = {
      headers: [
        { name: "B", value: "2" },
        { name: "a", value: "1" },
      ],
    };
    const routes = [
      { name: "a", matches: [one] },
      { name: "b", matches: [other] },
    ];
    assertOneProblem(cartWithRoutes(routes), `${cartPath}.routes[1].matches[0]`, /same requests/);
  });

  it("may be the same on different ports", () => {
    const ports = [
      { port: 80, protocol: "http" },
      { port: 81, protocol: "http" },
    ];
    const routes = [
      { name: "a", ports: [80] },
      { name: "b", ports: [81] },
    ];
    assertAccepted(cartWithRoutes(routes, { ports }));
  });
});

describe("backends of a route", () => {
  const cartSplit = (backends: readonly object[]): unknown => cartWithRoutes([{ name: "r", backends }]);

  it("have weights that sum to more than zero", () => {
    assertOneProblem(
      cartSplit([{ service: "cart", weight: 0 }]),
      `${routePath}.backends`,
      /sum to zero \(got 0\)/,
    );
    assertAccepted(cartSplit([{ service: "cart", weight: 0 }, { service: "cart" }]));
  });

  it("exist", () => {
    assertOneProblem(
      cartSplit([{ service: "crat" }]),
      `${routePath}.backends[0].service`,
      /Did you mean "shop\/cart"\?/,
    );
  });

  it("have the port that they are called on", () => {
    assertOneProblem(
      cartSplit([{ service: "cart", port: 81 }]),
      `${routePath}.backends[0].port`,
      /leads to a port that shop\/cart does not have \(got 81\)/,
    );
  });

  it("have the route's own port where none is named", () => {
    assertOneProblem(
      cartSplit([{ service: "web" }]),
      `${routePath}.backends[0].port`,
      /shop\/web does not have \(got 80\)/,
      /Its ports are none/,
    );
  });
});
