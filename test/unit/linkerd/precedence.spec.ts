import assert from "node:assert/strict";
import { checkMesh } from "../../../backends";
import type { RouteDefinition, RouteMatch } from "../../../model";
import { cartPath, cartWith } from "../../support/definition";

const header = (name: string, value = "1") => ({ headers: [{ name, value }] });
const prefix = (value: string) => ({ path: { type: "PathPrefix" as const, value } });
const exact = (value: string) => ({ path: { type: "Exact" as const, value } });
const expression = (value: string) => ({ path: { type: "RegularExpression" as const, value } });

/** Problems of a cart with one route for each list of matches. */
function problemsOf(routes: readonly (readonly RouteMatch[])[], rest: object = {}): string[] {
  const named = routes.map((matches, index): RouteDefinition => ({
    name: `r${String(index)}`,
    matches: [...matches],
  }));
  return checkMesh(cartWith({ routes: named, ...rest })).map(({ path, message }) => `${path}: ${message}`);
}

function assertDisputed(...routes: readonly (readonly RouteMatch[])[]): void {
  const problems = problemsOf(routes);
  assert.equal(problems.length, 1, problems.join("\n"));
  assert.match(problems[0] ?? "", /^services\["shop\/cart"\]\.routes\[1\]\.matches/);
}

function assertClear(...routes: readonly (readonly RouteMatch[])[]): void {
  assert.deepEqual(problemsOf(routes), []);
}

describe("routes that Linkerd would choose otherwise than Gateway API", () => {
  it("are refused: a method against a header", () => {
    assertDisputed([{ method: "GET" }], [header("x")]);
  });

  it("are refused: an exact path against a prefix with a header", () => {
    assertDisputed([exact("/a")], [{ ...prefix("/a"), ...header("x") }]);
  });

  it("are refused: an exact path against a regular expression", () => {
    assertDisputed([exact("/ab")], [expression("/a.*")]);
  });

  it("are refused: a regular expression against the prefix that it matches", () => {
    assertDisputed([expression("/a.*")], [{ ...prefix("/a"), method: "GET" }]);
  });

  it("are clear where the longer path decides", () => {
    assertClear([prefix("/a")], [prefix("/a/b")], [exact("/a/b/c")]);
    assertClear([exact("/a/")], [{ ...prefix("/a"), ...header("x") }]);
  });

  it("are clear where they cannot meet", () => {
    assertClear([{ method: "GET", ...header("x") }], [{ method: "POST" }]);
    assertClear([{ method: "GET", ...header("x", "1") }], [header("x", "2")]);
    assertClear([exact("/a")], [expression("/b.*")]);
  });

  it("are clear where a match for both takes what they share", () => {
    assertClear([{ method: "GET" }, { method: "GET", ...header("x") }], [header("x")]);
  });

  it("are refused where the match for both asks for another value", () => {
    assertDisputed([{ method: "GET" }, { method: "GET", ...header("x", "2") }], [header("x", "1")]);
  });
});

describe("routes that rank alike", () => {
  it("are refused, because the older object would decide", () => {
    assertDisputed([header("x")], [header("y")]);
    assertDisputed([{ ...prefix("/a"), ...header("x") }], [{ ...prefix("/a"), ...header("y") }]);
    assertDisputed([expression("/a.*")], [expression("/.*b")]);
  });

  it("are refused: a trailing slash tells no prefixes apart", () => {
    assertDisputed([prefix("/a")], [prefix("/a/")]);
  });

  it("are clear where a match for both takes what they share", () => {
    assertClear([header("x"), { headers: [...header("x").headers, ...header("y").headers] }], [header("y")]);
  });

  it("are clear where expressions begin with different texts", () => {
    assertClear([expression("/users/[0-9]+")], [expression("/orders/[0-9]+")]);
  });

  it("are refused on gRPC ports", () => {
    const grpc = { grpc: { service: "shop.Cart" } };
    const ports = [{ port: 80, protocol: "grpc" }];
    assert.equal(
      problemsOf([[{ ...grpc, ...header("x") }], [{ ...grpc, ...header("y") }]], { ports }).length,
      1,
    );
    assert.deepEqual(problemsOf([[{ ...grpc, ...header("x") }], [grpc]], { ports }), []);
  });
});

describe("routes beside the one for everything else", () => {
  it("may be for the root path alone", () => {
    assertClear([exact("/")]);
    assertClear([exact("/")], [{ ...exact("/"), method: "GET" }]);
  });

  it("are refused where they meet the opt-in of a canary", () => {
    const definition = cartWith({
      routes: [{ name: "gold", matches: [header("x")], backends: [{ service: "web", port: 80 }] }],
      canary: { candidate: "cart-next", weight: 10, headers: header("y").headers },
    });
    const ports = [{ port: 80, targetPort: 8080, protocol: "http" as const }];
    definition.services["shop/cart-next"] = { ports };
    definition.services["shop/web"] = { ports };
    const problems = checkMesh(definition);
    assert.deepEqual(
      problems.map(({ path }) => path),
      [`${cartPath}.routes[0].matches`],
    );
    const both = { headers: [...header("x").headers, ...header("y").headers] };
    definition.services["shop/cart"]?.routes?.[0]?.matches?.push(both);
    assert.deepEqual(checkMesh(definition), []);
  });
});
