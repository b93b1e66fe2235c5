import assert from "node:assert/strict";
import { cartWith } from "../../support/definition";
import { objectsOf, specOf } from "./rendered";

describe("Linkerd's rate limits", () => {
  it("give each caller of an override a limit of its own, because Linkerd shares a limit among those it names", () => {
    const definition = cartWith({
      rateLimit: {
        totalRequestsPerSecond: 100,
        overrides: [{ from: ["web", "other/jobs"], requestsPerSecond: 50 }],
      },
    });
    definition.namespaces["other"] = {};
    definition.services["other/jobs"] = {};
    const [policy] = objectsOf(definition, "HTTPLocalRateLimitPolicy");
    assert.deepEqual(specOf(policy)["overrides"], [
      { requestsPerSecond: 50, clientRefs: [{ kind: "ServiceAccount", namespace: "other", name: "jobs" }] },
      { requestsPerSecond: 50, clientRefs: [{ kind: "ServiceAccount", namespace: "shop", name: "web" }] },
    ]);
  });
});
