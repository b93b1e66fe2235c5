import { assertAccepted, assertOneProblem, meshOf } from "../../../support/definition";

const ports = [{ port: 80, protocol: "http" }];

function release(stable: object, others: object = {}): unknown {
  return meshOf({ "shop/cart": { ports, ...stable }, "shop/cart-v2": { ports }, ...others });
}

const canary = { candidate: "cart-v2", weight: 10 };
const candidatePath = 'services["shop/cart"].canary.candidate';

describe("a canary", () => {
  it("has a candidate that serves the stable service's ports", () => {
    assertAccepted(release({ canary }));
  });

  it("has a candidate that exists", () => {
    assertOneProblem(
      release({ canary: { ...canary, candidate: "cart-v3" } }),
      candidatePath,
      /Did you mean "shop\/cart-v2"\?/,
    );
  });

  it("is not its own candidate", () => {
    assertOneProblem(
      release({ canary: { ...canary, candidate: "cart" } }),
      candidatePath,
      /is the service itself/,
    );
  });

  it("has a candidate without a candidate of its own", () => {
    const others = {
      "shop/cart-v2": { ports, canary: { candidate: "cart-v3", weight: 1 } },
      "shop/cart-v3": { ports },
    };
    assertOneProblem(release({ canary }, others), candidatePath, /has a candidate of its own/);
  });

  it("does not share its candidate with another service", () => {
    const others = { "shop/other": { ports, canary } };
    assertOneProblem(
      release({ canary }, others),
      'services["shop/other"].canary.candidate',
      /is the candidate of shop\/cart as well/,
    );
  });

  it("has a candidate with every port on which requests are seen", () => {
    const stable = { ports: [...ports, { port: 81, protocol: "http" }], canary };
    assertOneProblem(release(stable), candidatePath, /does not serve port 81 http \(got no such port\)/);
  });

  it("has a candidate that speaks the same", () => {
    assertOneProblem(
      release({ ports: [{ port: 80, protocol: "grpc" }], canary }),
      candidatePath,
      /does not serve port 80 grpc \(got http\)/,
    );
  });

  it("may have a candidate without the ports that are not split", () => {
    assertAccepted(release({ ports: [...ports, { port: 70, protocol: "tcp" }], canary }));
  });

  for (const weight of [-1, 101, 12.5]) {
    it(`has no weight of ${String(weight)}`, () => {
      assertOneProblem(release({ canary: { ...canary, weight } }), 'services["shop/cart"].canary.weight');
    });
  }

  it("has a candidate whose pods the stable service does not select", () => {
    const others = { "shop/cart-v2": { ports, selector: { app: "cart", version: "v2" } } };
    assertOneProblem(
      release({ canary }, others),
      'services["shop/cart-v2"].selector',
      /selects pods of shop\/cart too/,
    );
  });
});
