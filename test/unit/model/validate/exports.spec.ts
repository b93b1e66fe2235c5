import { checkMesh } from "../../../../backends";
import { assertAccepted, assertOneProblem, cartPath, cartWith, meshOf } from "../../../support/definition";
import assert from "node:assert/strict";

describe("a service that is exported to other clusters", () => {
  it("has ports", () => {
    assertAccepted(cartWith({ exported: "flat" }));
    assertOneProblem(
      meshOf({ "shop/web": { exported: "flat" } }),
      'services["shop/web"].exported',
      /without ports/,
    );
  });

  it("lets Linkerd's gateway in where calls go through it, by whatever rule", () => {
    const paths = (allow: object): string[] =>
      checkMesh(cartWith({ exported: "gateway", allow: [allow] })).map(({ path }) => path);
    assert.deepEqual(paths({ from: ["web"] }), [`${cartPath}.exported`]);
    assert.deepEqual(paths({ fromServiceAccounts: ["linkerd-multicluster/linkerd-gateway"] }), []);
    assert.deepEqual(paths({ fromNamespaces: ["linkerd-multicluster"] }), []);
    assert.deepEqual(paths({ fromAny: "meshed" }), []);
  });

  it("needs no such rule where callers keep their identities", () => {
    assert.deepEqual(checkMesh(cartWith({ exported: "federated", allow: [{ from: ["web"] }] })), []);
  });
});
