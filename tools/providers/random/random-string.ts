import { genSaltSync, hashSync } from "bcryptjs";
import { isTrue, numberOf, textOf } from "../planned/inputs";
import type { Imported, Plan, PropertySpec, ResourceType } from "../planned/resource-type";
import { atLeast } from "../planned/rules";
import type { Properties } from "../planned/values";
import type { CheckFailure } from "../shared/provider-contract";
import { characterString, digits, lowerCase, specialCharacters, upperCase } from "./character-string";
import { drawn, keepers } from "./common-properties";

const inputs: Readonly<Record<string, PropertySpec>> = {
  keepers,
  length: {
    type: "integer",
    description: "Number of characters; at least the sum of all minimums.",
    role: "required",
    replaces: true,
    rules: [atLeast(1)],
  },
  lower: allowed("lower-case letters"),
  minLower: minimum("lower-case letters"),
  minNumeric: minimum("digits"),
  minSpecial: minimum("special characters"),
  minUpper: minimum("upper-case letters"),
  number: { ...numericFlag("Old name of numeric."), deprecated: "Use numeric instead." },
  numeric: numericFlag("Whether digits are allowed; true when left out."),
  overrideSpecial: {
    type: "string",
    description: `Special characters to use instead of ${specialCharacters}.`,
    role: "optional",
    // Leaving out an empty string changes nothing.
    replaces: (prior, planned) => planned !== undefined || prior !== "",
  },
  special: allowed(`special characters (${specialCharacters})`),
  upper: allowed("upper-case letters"),
};

function allowed(what: string): PropertySpec {
  return {
    type: "boolean",
    description: `Whether ${what} are allowed.`,
    role: "optional",
    default: true,
    replaces: true,
  };
}

function minimum(what: string): PropertySpec {
  const description = `At least as many ${what} are in the result.`;
  return { type: "integer", description, role: "optional", default: 0, replaces: true, rules: [atLeast(0)] };
}

// Has no default of its own: number and numeric follow each other, see planNumeric.
function numericFlag(description: string): PropertySpec {
  return { type: "boolean", description, role: "optional", alwaysOutput: true, replaces: true };
}

export const randomString: ResourceType = {
  token: "random:index/randomString:RandomString",
  description: "A random string that need not be secret.",
  stateVersion: 2,
  properties: { ...inputs, result: drawn("string", "The string.") },
  check,
  adjustPlan: planNumeric,
  create: (planned) => {
    const result = draw(planned);
    return { id: result, computed: { result } };
  },
  import: (id) => ({ id, computed: { result: id }, inputs: importedInputs(id) }),
};

export const randomPassword: ResourceType = {
  token: "random:index/randomPassword:RandomPassword",
  description: "A random string that is kept secret.",
  stateVersion: 3,
  properties: {
    ...inputs,
    bcryptHash: drawn("string", "bcrypt hash of the first 72 bytes of the result.", true),
    result: drawn("string", "The password.", true),
  },
  check,
  adjustPlan: planNumeric,
  create: (planned) => describePassword(draw(planned)),
  import: (id) => ({ ...describePassword(id), inputs: importedInputs(id) }),
};

function describePassword(result: string): Omit<Imported, "inputs"> {
  // The id is in clear text, so it must not be the password.
  return { id: "none", computed: { result, bcryptHash: bcryptHash(result) } };
}

/** Cost factor of a bcrypt hash: 2^10 rounds. */
const bcryptCost = 10;

function bcryptHash(text: string): string {
  // The official plugin writes the older version mark; both mark the same algorithm.
  return hashSync(text, genSaltSync(bcryptCost).replace("$2b$", "$2a$"));
}

function importedInputs(id: string): Properties {
  return { length: Buffer.byteLength(id) };
}

function draw(planned: Properties): string {
  const of = (characters: string, flag: string, least: string) => {
    return { characters, isAllowed: isTrue(planned, flag), minimum: numberOf(planned, least) ?? 0 };
  };
  const special = textOf(planned, "overrideSpecial");
  return characterString({
    length: numberOf(planned, "length") ?? 1,
    classes: [
      of(upperCase, "upper", "minUpper"),
      of(lowerCase, "lower", "minLower"),
      of(digits, "numeric", "minNumeric"),
      of(special === "" ? specialCharacters : special, "special", "minSpecial"),
    ],
  });
}

function planNumeric({ planned }: Plan, _prior: Properties | undefined, given: Properties): void {
  const value = given["numeric"] ?? given["number"] ?? true;
  planned["numeric"] = value;
  planned["number"] = given["number"] ?? value;
}

function check(given: Properties): CheckFailure[] {
  const failures: CheckFailure[] = [];
  const fail = (property: string, reason: string): void =>
    void failures.push({ property, reason: `${property} ${reason}` });
  const { number, numeric } = given;
  if (typeof number === "boolean" && typeof numeric === "boolean" && number !== numeric) {
    fail("number", "says otherwise than numeric. It is the old name of numeric; remove it.");
  }
  const minimums = ["minUpper", "minLower", "minNumeric", "minSpecial"].map(
    (name) => numberOf(given, name) ?? 0,
  );
  const sum = minimums.reduce((total, value) => total + value, 0);
  const length = numberOf(given, "length");
  if (length !== undefined && length < sum) {
    fail(
      "length",
      `must be at least ${sum}, the sum of minUpper, minLower, minNumeric and minSpecial (got ${length}).`,
    );
  }
  const digitsAllowed = numeric ?? number;
  if ([given["special"], given["upper"], given["lower"], digitsAllowed].every((flag) => flag === false)) {
    fail(
      "numeric",
      "is false, and so are special, upper and lower: no characters are left. Set at least one of them to true.",
    );
  }
  return failures;
}
