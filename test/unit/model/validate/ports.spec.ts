import { assertAccepted, assertOneProblem, meshOf } from "../../../support/definition";

function cart(service: object): unknown {
  return meshOf({ "shop/cart": service });
}

const path = 'services["shop/cart"]';
const http = { port: 80, targetPort: 8080, protocol: "http" };
const grpc = { port: 90, targetPort: 9090, protocol: "grpc" };

describe("ports of a service", () => {
  it("are declared once", () => {
    assertOneProblem(
      cart({ ports: [http, { ...http, targetPort: 8081 }] }),
      `${path}.ports[1].port`,
      /is declared twice \(got 80, as in ports\[0\]\)/,
    );
  });

  it("do not share a target port", () => {
    assertOneProblem(
      cart({ ports: [http, { ...grpc, targetPort: 8080 }] }),
      `${path}.ports[1].targetPort`,
      /is the target of two ports \(got 8080/,
    );
  });

  it("have themselves as target where none is named", () => {
    assertOneProblem(
      cart({ ports: [http, { port: 8080, protocol: "http" }] }),
      `${path}.ports[1].targetPort`,
      /got 8080/,
    );
  });
});

describe("probes of a service", () => {
  it("name a container port", () => {
    assertAccepted(cart({ ports: [http], probes: [{ type: "http", port: 8080, path: "/healthz" }] }));
    assertOneProblem(
      cart({ ports: [http], probes: [{ type: "http", port: 80 }] }),
      `${path}.probes[0].port`,
      /got 80/,
      /Target ports here are 8080/,
    );
  });

  it("need no port where the service has one", () => {
    assertAccepted(cart({ ports: [http], probes: [{ type: "http" }] }));
  });

  it("need a port where the service has two", () => {
    assertOneProblem(
      cart({ ports: [http, grpc], probes: [{ type: "http" }] }),
      `${path}.probes[0].port`,
      /is missing/,
      /here 2/,
    );
  });

  it("need a port where the service has none", () => {
    assertOneProblem(cart({ probes: [{ type: "http" }] }), `${path}.probes[0].port`, /here 0/);
  });

  it("have no path when they speak gRPC", () => {
    assertOneProblem(
      cart({ ports: [grpc], probes: [{ type: "grpc", path: "/healthz" }] }),
      `${path}.probes[0].path`,
      /does not belong to a gRPC probe/,
    );
  });

  it("have a path that starts with a slash", () => {
    assertOneProblem(
      cart({ ports: [http], probes: [{ type: "http", path: "healthz" }] }),
      `${path}.probes[0].path`,
      /Write "\/healthz"/,
    );
  });
});
