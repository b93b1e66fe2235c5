import assert from "node:assert/strict";
import { assertAccepted, assertOneProblem, cartPath, cartWith, linesOf } from "../../../support/definition";

const key = { kty: "EC", crv: "P-256", x: "x", y: "y" };
const jwks = (...keys: readonly object[]): string => JSON.stringify({ keys });
const provider = { issuer: "https://accounts.example.com", jwksUri: "https://accounts.example.com/jwks" };

function withProvider(changes: object): object {
  return cartWith({}, { jwtProviders: { accounts: { ...provider, ...changes } } });
}

describe("an issuer of tokens", () => {
  it("has keys in one place", () => {
    assertAccepted(withProvider({}));
    assertAccepted(withProvider({ jwksUri: undefined, jwks: jwks(key) }));
    assertOneProblem(withProvider({ jwksUri: undefined }), "jwtProviders.accounts", /has no keys/);
    assertOneProblem(withProvider({ jwks: jwks(key) }), "jwtProviders.accounts", /keys in two places/);
  });

  for (const [fault, text] of Object.entries({
    "is not a key set": "keys",
    "holds no key": jwks(),
    "holds a key without a type": jwks({ crv: "P-256" }),
    "holds a private or symmetric key": jwks({ ...key, d: "very-secret" }),
  })) {
    it(`is refused when its key set ${fault}, without a word of the text`, () => {
      const input = withProvider({ jwksUri: undefined, jwks: text });
      assertOneProblem(input, "jwtProviders.accounts.jwks", new RegExp(fault));
      assert.doesNotMatch(linesOf(input).join("\n"), /very-secret/);
    });
  }

  it("is declared once", () => {
    const jwtProviders = { accounts: provider, again: provider };
    assertOneProblem(
      cartWith({}, { jwtProviders }),
      "jwtProviders.again.issuer",
      /is the issuer of "accounts" too/,
    );
  });
});

describe("a rule that asks for a token", () => {
  const allow = [{ fromAny: "anyone", jwt: { provider: "acounts" } }];
  const jwtProviders = { accounts: provider };

  it("names an issuer that is declared", () => {
    assertOneProblem(
      cartWith({ allow }, { jwtProviders }),
      `${cartPath}.allow[0].jwt.provider`,
      /got "acounts"/,
      /Did you mean "accounts"\?/,
    );
  });

  it("is for ports on which requests are seen", () => {
    const ports = [
      { port: 80, protocol: "http" },
      { port: 70, protocol: "tcp" },
    ];
    const rule = { fromAny: "anyone", jwt: { provider: "accounts" } };
    assertOneProblem(
      cartWith({ ports, allow: [rule] }, { jwtProviders }),
      `${cartPath}.allow[0].jwt`,
      /got 70 tcp/,
    );
    assertAccepted(cartWith({ ports, allow: [{ ...rule, ports: [80] }] }, { jwtProviders }));
  });
});
