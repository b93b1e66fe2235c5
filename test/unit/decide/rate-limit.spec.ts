import assert from "node:assert/strict";
import { decide } from "../../../analysis";
import { assertOneProblem, cartPath, cartWith, resolved } from "../../support/definition";

const limited = cartWith({
  rateLimit: {
    totalRequestsPerSecond: 100,
    perClientRequestsPerSecond: 10,
    overrides: [{ from: ["web"], requestsPerSecond: 50 }],
  },
});

function limitsOf(from: string | undefined, port = 80): object | undefined {
  const request = {
    to: "shop/cart",
    port,
    ...(from !== undefined && { from: { namespace: "shop", name: from } }),
  };
  return decide(resolved(limited), request).rateLimit;
}

describe("limits on a request", () => {
  it("are the total and the caller's own", () => {
    assert.deepEqual(limitsOf("web"), { total: 100, caller: 50 });
    assert.deepEqual(limitsOf("other"), { total: 100, caller: 10 });
    assert.deepEqual(limitsOf(undefined), { total: 100, caller: 10 });
  });

  it("hold on the container port too", () => {
    assert.deepEqual(limitsOf("web", 8080), { total: 100, caller: 50 });
  });

  it("are none on a port that nothing is declared for", () => {
    assert.equal(limitsOf("web", 9999), undefined);
  });

  it("contradict one another when services of one service account have different ones", () => {
    const definition = cartWith({
      rateLimit: {
        overrides: [
          { from: ["web"], requestsPerSecond: 50 },
          { from: ["jobs"], requestsPerSecond: 5 },
        ],
      },
    });
    definition.services["shop/jobs"] = { serviceAccount: "web" };
    assertOneProblem(
      definition,
      `${cartPath}.rateLimit.overrides[1].from[0]`,
      /has a limit already/,
      /service account/,
    );
  });
});
