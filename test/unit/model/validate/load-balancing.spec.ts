import { assertAccepted, assertOneProblem, cartPath, cartWith } from "../../../support/definition";

const at = `${cartPath}.loadBalancing`;

describe("load balancing", () => {
  it("hashes one thing where its algorithm hashes", () => {
    for (const hashKey of [{ header: "x-user" }, { cookie: "session" }, { sourceAddress: true }])
      assertAccepted(cartWith({ loadBalancing: { algorithm: "ring-hash", hashKey } }));
    for (const hashKey of [
      {},
      { header: "x", cookie: "y" },
      { sourceAddress: false },
      { header: "x", sourceAddress: false },
    ])
      assertOneProblem(
        cartWith({ loadBalancing: { algorithm: "maglev", hashKey } }),
        `${at}.hashKey`,
        /Name exactly one/,
      );
  });

  it("needs a key where its algorithm hashes, and none elsewhere", () => {
    assertOneProblem(cartWith({ loadBalancing: { algorithm: "maglev" } }), `${at}.hashKey`, /is missing/);
    const loadBalancing = { algorithm: "random", hashKey: { header: "x" } };
    assertOneProblem(cartWith({ loadBalancing }), `${at}.hashKey`, /is used by no algorithm/);
  });

  it("punishes failures for some time, where they are seen", () => {
    assertAccepted(cartWith({ loadBalancing: { failurePenalty: {} } }));
    assertOneProblem(
      cartWith({ loadBalancing: { failurePenalty: { duration: "0s" } } }),
      `${at}.failurePenalty.duration`,
      /is zero/,
    );
    assertOneProblem(
      cartWith({ ports: [{ port: 70, protocol: "tcp" }], loadBalancing: { failurePenalty: {} } }),
      `${at}.failurePenalty`,
      /needs a port on which requests are seen/,
    );
  });
});
