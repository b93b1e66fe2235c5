import assert from "node:assert/strict";
import { decideOutbound, outboundPolicy, readCluster } from "../../../backends/linkerd/interpreter";
import { renderMesh } from "../../../backends";
import type { RouteMatch } from "../../../model";
import { cartWith } from "../../support/definition";
import { clusterOf } from "../../property/agreement/workloads";

interface Asked {
  readonly path?: string;
  readonly header?: string;
  readonly query?: string;
}

/** Name of the route that Linkerd takes in a mesh with one route for the match. */
function routeFor(match: RouteMatch, { path = "/", header = "", query = "" }: Asked): string {
  const { mesh, objects } = renderMesh(cartWith({ routes: [{ name: "special", matches: [match] }] }));
  const cluster = readCluster(clusterOf(mesh, objects));
  const policy = outboundPolicy(cluster, "shop", { namespace: "shop", name: "cart", port: 80 });
  assert.ok(policy);
  const request = {
    method: "GET",
    path,
    headers: [{ name: "x", value: header }],
    query: [{ name: "q", value: query }],
  };
  const decision = decideOutbound(policy, request);
  return "route" in decision ? decision.route : decision.outcome;
}

const special = "shop/cart.80.out.special";
const type = "RegularExpression" as const;

describe("regular expressions with alternatives on Linkerd, whose proxy tries the first alternative only", () => {
  it("match whole paths by any alternative", () => {
    assert.equal(routeFor({ path: { type, value: "/a|/ab" } }, { path: "/ab" }), special);
  });

  it("match whole headers by any alternative", () => {
    assert.equal(routeFor({ headers: [{ name: "x", type, value: "1|12" }] }, { header: "12" }), special);
  });

  it("match whole query parameters by any alternative", () => {
    assert.equal(routeFor({ query: [{ name: "q", type, value: "1|12" }] }, { query: "12" }), special);
  });

  it("match nothing beyond", () => {
    assert.notEqual(routeFor({ path: { type, value: "/a|/ab" } }, { path: "/abc" }), special);
    assert.notEqual(routeFor({ headers: [{ name: "x", type, value: "1|12" }] }, { header: "123" }), special);
  });
});
