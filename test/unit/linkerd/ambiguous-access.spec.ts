import assert from "node:assert/strict";
import { checkMesh } from "../../../backends";
import { cartPath, cartWith } from "../../support/definition";
import { objectsOf, specOf } from "./rendered";

function problemsFor(...allow: object[]): string[] {
  return checkMesh(cartWith({ allow, probes: [] })).map(({ path, message }) => `${path}: ${message}`);
}

const web = { from: ["web"] };
const ops = { fromNamespaces: ["ops"] };

describe("access that Linkerd would leave to chance", () => {
  it("is refused where an exact path and a prefix have different callers", () => {
    const problems = problemsFor(
      { ...web, requests: [{ path: { type: "Exact", value: "/a" } }] },
      { ...ops, requests: [{ path: { type: "PathPrefix", value: "/a" } }] },
    );
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? "", /^services\["shop\/cart"\]\.allow: .*Exact \/a and PathPrefix \/a/);
  });

  it("is refused where the root and a rule without a path have different callers for one method", () => {
    const problems = problemsFor(
      { ...web, requests: [{ path: { type: "Exact", value: "/" }, methods: ["GET"] }] },
      { ...ops, requests: [{ methods: ["GET"] }] },
    );
    assert.deepEqual(problems, [
      `${cartPath}.allow: lets different callers in to Exact / and every path on port 80 with method GET`,
    ]);
  });

  it("is none where the callers are the same, or the longer path is the narrower one", () => {
    assert.deepEqual(
      problemsFor(
        { ...web, requests: [{ path: { type: "Exact", value: "/" } }] },
        { ...web, requests: [{ methods: ["GET"] }] },
      ),
      [],
    );
    assert.deepEqual(
      problemsFor(
        { ...web, requests: [{ path: { type: "Exact", value: "/a/b" } }] },
        { ...ops, requests: [{ path: { value: "/a" } }] },
      ),
      [],
    );
  });
});

describe("the root path on Linkerd", () => {
  it("lets in whom a rule for one of its methods names besides", () => {
    const definition = cartWith({
      allow: [
        { ...web, requests: [{ path: { type: "Exact", value: "/" } }] },
        { fromNamespaces: ["shop"], requests: [{ path: { type: "Exact", value: "/" }, methods: ["GET"] }] },
      ],
      probes: [],
    });
    const routes = objectsOf(definition, "HTTPRoute").map((route) => JSON.stringify(specOf(route)["rules"]));
    const forGet = routes.filter(
      (rules) => rules.includes('"Exact","value":"/"}') && rules.includes('"GET"'),
    );
    assert.equal(forGet.length, 1, routes.join("\n"));
  });
});
