import { assertAccepted, assertOneProblem, cartPath, cartWith } from "../../../support/definition";

function limited(rateLimit: object, service: object = {}): unknown {
  return cartWith({ rateLimit, ...service });
}

const path = `${cartPath}.rateLimit`;

describe("a rate limit", () => {
  it("may limit the total, each client and single clients", () => {
    const overrides = [{ from: ["web"], requestsPerSecond: 100 }];
    assertAccepted(limited({ totalRequestsPerSecond: 100, perClientRequestsPerSecond: 10, overrides }));
  });

  it("limits something", () => {
    assertOneProblem(limited({}), path, /limits nothing/);
    assertOneProblem(limited({ overrides: [] }), path, /limits nothing/);
  });

  it("gives no client more than the total", () => {
    assertOneProblem(
      limited({ totalRequestsPerSecond: 10, perClientRequestsPerSecond: 11 }),
      `${path}.perClientRequestsPerSecond`,
      /is above the total \(got 11 of 10\)/,
    );
  });

  it("gives no single client more than the total", () => {
    const overrides = [{ from: ["web"], requestsPerSecond: 11 }];
    assertOneProblem(
      limited({ totalRequestsPerSecond: 10, overrides }),
      `${path}.overrides[0].requestsPerSecond`,
      /got 11 of 10/,
    );
  });

  it("names clients that exist", () => {
    const overrides = [{ from: ["wbe"], requestsPerSecond: 1 }];
    assertOneProblem(limited({ overrides }), `${path}.overrides[0].from[0]`, /Did you mean "shop\/web"\?/);
  });

  it("names clients", () => {
    assertOneProblem(
      limited({ overrides: [{ from: [], requestsPerSecond: 1 }] }),
      `${path}.overrides[0].from`,
      /is an empty list/,
    );
  });

  it("gives one client one limit", () => {
    const overrides = [
      { from: ["web"], requestsPerSecond: 1 },
      { from: ["shop/web"], requestsPerSecond: 2 },
    ];
    assertOneProblem(
      limited({ overrides }),
      `${path}.overrides[1].from[0]`,
      /has a limit already \(got "shop\/web"\)/,
    );
  });

  it("is above zero", () => {
    assertOneProblem(
      limited({ totalRequestsPerSecond: 0 }),
      `${path}.totalRequestsPerSecond`,
      /Range: 1 and above/,
    );
  });

  it("is on ports of the service", () => {
    assertOneProblem(limited({ totalRequestsPerSecond: 1, ports: [81] }), `${path}.ports[0]`, /got 81/);
  });

  it("is on ports that have requests to count", () => {
    const ports = [
      { port: 80, protocol: "http" },
      { port: 70, protocol: "tcp" },
    ];
    assertOneProblem(
      limited({ totalRequestsPerSecond: 1, ports: [70] }, { ports }),
      `${path}.ports[0]`,
      /speaks "tcp"/,
    );
  });
});
