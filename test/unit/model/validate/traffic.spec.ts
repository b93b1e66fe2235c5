import { assertAccepted, assertOneProblem, cartPath, cartWith, meshOf } from "../../../support/definition";

const grpcPorts = { ports: [{ port: 90, protocol: "grpc" }] };

describe("timeouts", () => {
  for (const field of ["request", "idle"]) {
    it(`are above zero: ${field}`, () => {
      assertOneProblem(
        cartWith({ timeouts: { [field]: "0s" } }),
        `${cartPath}.timeouts.${field}`,
        /is zero \(got "0s"\)/,
      );
    });
  }

  it("of a route are above zero", () => {
    assertOneProblem(
      cartWith({ routes: [{ name: "r", timeouts: { request: "0ms" } }] }),
      `${cartPath}.routes[0].timeouts.request`,
      /is zero/,
    );
  });
});

describe("retries", () => {
  it("are at most ten", () => {
    assertOneProblem(cartWith({ retries: { attempts: 11 } }), `${cartPath}.retries.attempts`, /Range: 0–10/);
  });

  it("say how many", () => {
    assertOneProblem(cartWith({ retries: { on: ["5xx"] } }), `${cartPath}.retries.attempts`, /is missing/);
  });

  it("have HTTP conditions on http ports", () => {
    assertOneProblem(
      cartWith({ retries: { attempts: 1, on: ["unavailable"] } }),
      `${cartPath}.retries.on[0]`,
      /cannot occur on ports that speak http \(got "unavailable"\)/,
      /Conditions there: 5xx, gateway-error, connect-failure, reset/,
    );
  });

  it("have gRPC conditions on grpc ports", () => {
    assertOneProblem(
      cartWith({ retries: { attempts: 1, on: ["5xx"] }, ...grpcPorts }),
      `${cartPath}.retries.on[0]`,
      /cannot occur on ports that speak grpc/,
    );
  });

  it("may have either where the service has both kinds of port", () => {
    const ports = [
      { port: 80, protocol: "http" },
      { port: 90, protocol: "grpc" },
    ];
    assertAccepted(cartWith({ ports, retries: { attempts: 1, on: ["5xx", "unavailable"] } }));
  });

  it("of a route fit the route's ports", () => {
    const ports = [
      { port: 80, protocol: "http" },
      { port: 90, protocol: "grpc" },
    ];
    const routes = [{ name: "r", ports: [90], retries: { attempts: 1, on: ["5xx"] } }];
    assertOneProblem(cartWith({ ports, routes }), `${cartPath}.routes[0].retries.on[0]`, /speak grpc/);
  });

  it("name no HTTP status on grpc ports", () => {
    assertOneProblem(
      cartWith({ retries: { attempts: 1, statusCodes: [503] }, ...grpcPorts }),
      `${cartPath}.retries.statusCodes`,
      /for grpc ports/,
    );
  });

  it("name statuses of failures", () => {
    assertOneProblem(
      cartWith({ retries: { attempts: 1, statusCodes: [200] } }),
      `${cartPath}.retries.statusCodes[0]`,
      /Range: 400–599/,
    );
  });

  it("give each try some time", () => {
    assertOneProblem(
      cartWith({ retries: { attempts: 1, perTryTimeout: "0s" } }),
      `${cartPath}.retries.perTryTimeout`,
      /is zero/,
    );
  });

  it("give no try more time than the request has", () => {
    const service = { timeouts: { request: "1s" }, retries: { attempts: 1, perTryTimeout: "2s" } };
    assertOneProblem(
      cartWith(service),
      `${cartPath}.retries.perTryTimeout`,
      /got "2s" and "1s"/,
      /covers all tries/,
    );
  });

  it("of a route give no try more time than the service's requests have", () => {
    const routes = [{ name: "r", retries: { attempts: 1, perTryTimeout: "2s" } }];
    assertOneProblem(
      cartWith({ timeouts: { request: "1s" }, routes }),
      `${cartPath}.routes[0].retries.perTryTimeout`,
      /got "2s" and "1s"/,
    );
  });

  it("that a route takes over give no try more time than the route's requests have", () => {
    const routes = [{ name: "r", timeouts: { request: "1s" } }];
    const service = { retries: { attempts: 1, perTryTimeout: "2s" }, routes };
    assertOneProblem(
      cartWith(service),
      `${cartPath}.routes[0].timeouts.request`,
      /is shorter than a try may take \(got "1s" and "2s"\)/,
    );
  });

  it("may give a try as much time as the request has", () => {
    assertAccepted(
      cartWith({ timeouts: { request: "1s" }, retries: { attempts: 1, perTryTimeout: "1000ms" } }),
    );
  });

  it("wait longer, not shorter, from try to try", () => {
    const retries = { attempts: 1, backoff: { base: "2s", max: "1s" } };
    assertOneProblem(
      cartWith({ retries }),
      `${cartPath}.retries.backoff.base`,
      /is longer than max/,
      /Swap the two/,
    );
  });
});

describe("circuit breaking", () => {
  const ejecting = (ejection: object): unknown => cartWith({ circuitBreaking: { ejection } });

  it("has a longest time above the first", () => {
    assertAccepted(ejecting({ min: "1s", max: "1m" }));
    assertOneProblem(
      ejecting({ min: "2m", max: "1m" }),
      `${cartPath}.circuitBreaking.ejection`,
      /longest time below the first/,
    );
  });

  it("has a longest time above zero", () => {
    assertOneProblem(
      ejecting({ min: "0s", max: "0s" }),
      `${cartPath}.circuitBreaking.ejection`,
      /max is above zero/,
    );
  });

  it("may have a first time alone, or a longest alone", () => {
    assertAccepted(ejecting({ min: "2m" }));
    assertAccepted(ejecting({ max: "100ms" }));
  });

  it("takes out after at least one failure", () => {
    assertOneProblem(
      cartWith({ circuitBreaking: { consecutiveFailures: 0 } }),
      `${cartPath}.circuitBreaking.consecutiveFailures`,
      /Range: 1–1000/,
    );
  });
});

describe("a service without ports on which requests are seen", () => {
  for (const [field, value] of Object.entries({
    timeouts: { request: "5s" },
    retries: { attempts: 1 },
    circuitBreaking: {},
    rateLimit: { totalRequestsPerSecond: 1 },
  })) {
    it(`has no ${field}`, () => {
      const services = {
        "shop/cart": { ports: [{ port: 70, protocol: "tcp" }], [field]: value },
        "shop/web": {},
      };
      assertOneProblem(meshOf(services), `${cartPath}.${field}`, /needs a port on which requests are seen/);
    });
  }
});
