import { assertAccepted, assertOneProblem, meshOf } from "../../../support/definition";

const web = { hosts: ["api.example"], ports: [{ port: 443, protocol: "tls" }] };
const closed = { egress: { defaultPolicy: "registry-only" } };

function mesh(service: object, rest: object = closed): object {
  return meshOf({ "shop/cart": {} }, { externalServices: { api: service }, ...rest });
}

const path = "externalServices.api";

describe("an external service", () => {
  it("may be known by hosts, by addresses or by both", () => {
    assertAccepted(mesh(web));
    assertAccepted(mesh({ networks: ["203.0.113.0/24"], ports: [{ port: 22, protocol: "tcp" }] }));
    assertAccepted(mesh({ ...web, networks: ["203.0.113.0/24"] }));
  });

  it("is known by something", () => {
    assertOneProblem(
      mesh({ ports: [{ port: 80, protocol: "http" }] }),
      path,
      /neither by which hosts nor by which addresses/,
    );
  });

  it("is told apart by the server name where TLS is all that is seen", () => {
    const bare = { networks: ["203.0.113.0/24"], ports: [{ port: 443, protocol: "tls" }] };
    assertOneProblem(mesh(bare), `${path}.hosts`, /write protocol: tcp/);
  });

  it("has a name of its own beside its hosts", () => {
    const input = meshOf({}, { externalServices: { "api.example": web }, ...closed });
    assertOneProblem(input, 'externalServices["api.example"]', /DNS label/);
  });

  it("declares each port once", () => {
    const ports = [...web.ports, { port: 443, protocol: "tls" }];
    assertOneProblem(mesh({ ...web, ports }), `${path}.ports[1].port`, /declared twice/);
  });

  for (const [host, advice] of [
    ["https://api.example/v1", /Write "api\.example"/],
    ["API.example:443", /Write "api\.example"/],
    ["api.*.example", /Write "api\.example\.com", for example/],
    ["203.0.113.7", /no address/],
  ] as const)
    it(`refuses ${host} for a host`, () => {
      assertOneProblem(mesh({ ...web, hosts: [host] }), `${path}.hosts[0]`, advice);
    });

  it("belongs to one entry on each port, whose timeouts hold", () => {
    const externalServices = { api: web, twin: { ...web, hosts: ["b.example", "api.example"] } };
    assertOneProblem(
      meshOf({}, { externalServices, ...closed }),
      "externalServices.twin",
      /same as api on port 443 of api\.example/,
    );
  });

  it("belongs to one entry however its range is written", () => {
    const ports = [{ port: 22, protocol: "tcp" }];
    const externalServices = {
      a: { networks: ["2001:db8::/32"], ports },
      b: { networks: ["2001:0db8::/32"], ports },
    };
    assertOneProblem(
      meshOf({}, { externalServices, ...closed }),
      "externalServices.b",
      /same as a on port 22/,
    );
  });
});

describe("who may call an external service", () => {
  it("cannot be said where everyone may call everything", () => {
    const service = { ...web, allow: [{ fromNamespaces: ["shop"] }] };
    assertAccepted(mesh(service));
    assertOneProblem(mesh(service, {}), `${path}.allow`, /would keep nobody out/, /registry-only/);
  });

  it("is somebody", () => {
    assertOneProblem(mesh({ ...web, allow: [{}] }), `${path}.allow[0]`, /names no caller/);
  });

  it("is in the mesh", () => {
    assertOneProblem(
      mesh({ ...web, allow: [{ fromAny: "anyone" }] }),
      `${path}.allow[0].fromAny`,
      /Write "meshed"/,
    );
    assertOneProblem(
      mesh({ ...web, allow: [{ fromNamespaces: ["shpo"] }] }),
      `${path}.allow[0].fromNamespaces[0]`,
      /Did you mean "shop"\?/,
    );
    assertOneProblem(
      mesh({ ...web, allow: [{ from: ["shop/crat"] }] }),
      `${path}.allow[0].from[0]`,
      /Did you mean "shop\/cart"\?/,
    );
  });
});

describe("timeouts and retries of an external service", () => {
  it("need requests in clear text", () => {
    assertOneProblem(
      mesh({ ...web, timeouts: { request: "1s" } }),
      `${path}.timeouts`,
      /the application encrypts itself is not/,
    );
  });

  it("fit what is spoken", () => {
    const ports = [{ port: 80, protocol: "http" }];
    assertOneProblem(
      mesh({ hosts: ["a.example"], ports, retries: { attempts: 1, on: ["unavailable"] } }),
      `${path}.retries.on[0]`,
      /cannot occur on ports that speak http/,
    );
  });
});
