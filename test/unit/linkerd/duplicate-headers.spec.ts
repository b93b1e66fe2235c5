import type { MeshDefinition } from "../../../model";
import { assertAccepted, assertOneProblem, cartPath, cartWith } from "../../support/definition";

function cartWithCandidate(cart: object): MeshDefinition {
  const definition = cartWith(cart);
  definition.services["shop/cart-next"] = { ports: [{ port: 80, targetPort: 8080, protocol: "http" }] };
  return definition;
}

/** Gateway API takes a header or a parameter once in a match; the API server refuses the route otherwise. */
describe("a header or parameter that a match names twice", () => {
  it("is refused", () => {
    const headers = [
      { name: "x-tier", value: "gold" },
      { name: "X-Tier", value: "silver" },
    ];
    assertOneProblem(
      cartWith({ routes: [{ name: "r", matches: [{ headers }] }] }),
      `${cartPath}.routes[0].matches[0].headers[1].name`,
      /is named twice/,
    );
    const query = [
      { name: "q", value: "1" },
      { name: "q", value: "2" },
    ];
    assertOneProblem(
      cartWith({ routes: [{ name: "r", matches: [{ query }] }] }),
      `${cartPath}.routes[0].matches[0].query[1].name`,
      /is named twice/,
    );
  });

  it("is accepted for parameters that differ in case, because they are two", () => {
    const query = [
      { name: "q", value: "1" },
      { name: "Q", value: "2" },
    ];
    assertAccepted(cartWith({ routes: [{ name: "r", matches: [{ query }] }] }));
  });

  it("is refused among the headers of a canary", () => {
    const headers = [
      { name: "x", value: "1" },
      { name: "X", value: "1" },
    ];
    assertOneProblem(
      cartWithCandidate({ canary: { candidate: "cart-next", weight: 10, headers } }),
      `${cartPath}.canary.headers[1].name`,
      /is named twice/,
    );
  });

  it("is refused when a route that leads to the service and its canary name it", () => {
    const headers = [{ name: "X-Tier", value: "gold" }];
    const matches = [{ headers: [{ name: "x-tier", value: "gold" }] }];
    assertOneProblem(
      cartWithCandidate({
        routes: [{ name: "gold", matches }],
        canary: { candidate: "cart-next", weight: 10, headers },
      }),
      `${cartPath}.canary.headers[0].name`,
      /route "gold"/,
    );
  });
});
