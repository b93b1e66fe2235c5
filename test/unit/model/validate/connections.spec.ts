import { assertAccepted, assertOneProblem, cartPath, meshOf } from "../../../support/definition";

const redis = { port: 6379, protocol: "opaque" };
const http = { port: 80, protocol: "http" };

function meshWith(cart: object): object {
  return meshOf({ "shop/cart": cart, "shop/next": { ports: [redis, http] } });
}

describe("a route for connections", () => {
  const backends = [{ service: "cart", weight: 9 }, { service: "next" }];
  const routePath = `${cartPath}.routes[0]`;

  it("names a port without requests, and how it is shared out", () => {
    const ports = [redis, http];
    assertAccepted(meshWith({ ports, routes: [{ name: "split", ports: [6379], backends }] }));
  });

  it("needs no ports where the service has no others", () => {
    assertAccepted(meshWith({ ports: [redis], routes: [{ name: "split", backends }] }));
  });

  it("is for the ports with requests where it names none", () => {
    const routes = [{ name: "all", timeouts: { request: "5s" } }];
    assertAccepted(meshWith({ ports: [redis, http], routes }));
  });

  it("has backends", () => {
    assertOneProblem(
      meshWith({ ports: [redis], routes: [{ name: "split" }] }),
      `${routePath}.backends`,
      /does nothing but share connections out/,
    );
  });

  for (const [field, value] of Object.entries({
    matches: [{ path: { value: "/a" } }],
    timeouts: { idle: "1m" },
    retries: { attempts: 1 },
    responseHeaders: { remove: ["x"] },
    requestHeaders: { remove: ["x"] },
  })) {
    it(`has no ${field}`, () => {
      const routes = [{ name: "split", backends, [field]: value }];
      assertOneProblem(meshWith({ ports: [redis], routes }), `${routePath}.${field}`, /speaks opaque/);
    });
  }

  it("is not for ports with requests at the same time", () => {
    const routes = [{ name: "split", ports: [80, 6379], backends }];
    assertOneProblem(
      meshWith({ ports: [redis, http], routes }),
      `${routePath}.ports`,
      /80 http, 6379 opaque|6379 opaque, 80 http/,
    );
  });

  it("is the only one on its port", () => {
    const routes = [
      { name: "split", backends },
      { name: "other", backends },
    ];
    assertOneProblem(
      meshWith({ ports: [redis], routes }),
      `${cartPath}.routes[1]`,
      /port 6379, as does route "split"/,
    );
  });

  it("does not share out what the canary shares out", () => {
    const canary = { candidate: "next", weight: 5 };
    const routes = [{ name: "split", backends }];
    assertOneProblem(meshWith({ ports: [redis], canary, routes }), routePath, /as does the canary/);
  });
});

describe("a canary of connections", () => {
  const at = `${cartPath}.canary`;

  it("shares out ports without requests where there are no others", () => {
    assertAccepted(meshWith({ ports: [redis], canary: { candidate: "next", weight: 5 } }));
  });

  it("shares out such a port besides others only where it is named", () => {
    const service = (canary: object): object => ({
      "shop/cart": { ports: [redis, http], canary: { candidate: "next", weight: 5, ...canary } },
      "shop/next": { ports: [http] },
    });
    assertAccepted(meshOf(service({})));
    assertOneProblem(
      meshOf(service({ ports: [80, 6379] })),
      `${at}.candidate`,
      /does not serve port 6379 opaque/,
    );
  });

  it("has no headers to opt in by", () => {
    const canary = { candidate: "next", weight: 5, headers: [{ name: "x", value: "1" }] };
    assertOneProblem(meshWith({ ports: [redis], canary }), `${at}.headers`, /Headers are seen on http/);
  });

  it("names ports that there are", () => {
    const canary = { candidate: "next", weight: 5, ports: [6379, 7] };
    assertOneProblem(meshWith({ ports: [redis], canary }), `${at}.ports[1]`, /got 7/, /Its ports are 6379/);
  });

  it("needs a port", () => {
    assertOneProblem(meshWith({ canary: { candidate: "next", weight: 5 } }), at, /has no ports/);
  });
});
