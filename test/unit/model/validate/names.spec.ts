import { assertAccepted, assertOneProblem, meshOf } from "../../../support/definition";

const tooLong = "a".repeat(64);

describe("names of namespaces and services", () => {
  it("may have 63 characters", () => {
    const longest = "a".repeat(63);
    assertAccepted(meshOf({ [`${longest}/${longest}`]: {} }, { namespaces: { [longest]: {} } }));
  });

  it("may not have 64 characters in a namespace", () => {
    assertOneProblem(
      meshOf({}, { namespaces: { [tooLong]: {} } }),
      `namespaces.${tooLong}`,
      /got 64 characters/,
      /at most 63/,
    );
  });

  it("may not have 64 characters in a service", () => {
    assertOneProblem(
      meshOf({ [`shop/${tooLong}`]: {} }),
      `services["shop/${tooLong}"]`,
      /got a part of 64 characters/,
    );
  });

  it("are not written in capitals", () => {
    assertOneProblem(
      meshOf({ "shop/Cart": {} }),
      'services["shop/Cart"]',
      /is not a service id \(got "shop\/Cart"\)/,
      /Rename it/,
    );
  });

  it("of a service say its namespace", () => {
    assertOneProblem(meshOf({ cart: {} }), "services.cart", /Write "<namespace>\/cart"/);
  });

  it("of a service have two parts", () => {
    assertOneProblem(meshOf({ "shop/cart/v2": {} }), 'services["shop/cart/v2"]', /is not a service id/);
  });

  it("name a namespace of the mesh", () => {
    assertOneProblem(
      meshOf({ "pay/card": {} }),
      'services["pay/card"]',
      /got "pay"/,
      /Add namespaces\["pay"\]: \{\}/,
    );
  });

  it("do not find namespaces that objects have by nature", () => {
    assertOneProblem(meshOf({ "constructor/card": {} }), 'services["constructor/card"]', /got "constructor"/);
  });

  it("of the mesh have at most 40 characters", () => {
    assertOneProblem({ ...meshOf({}), name: "m".repeat(41) }, "name", /at most 40 characters/);
  });
});
