/**
 * Property values as the Pulumi engine sends them: JSON, plus values that are not known yet and values that are secret.
 * The engine marks the latter two by fixed signatures; here they are classes, so that no code confuses them with data.
 */

/** A value that only exists after another resource has been created. */
export class Unknown {
  static readonly value = new Unknown();
  /** Tells the class apart from any other object without members. */
  readonly isUnknown = true;
  private constructor() {
    // One instance suffices: an unknown carries no information.
  }
}

/** A value that the state file encrypts and the terminal hides. */
export class Secret {
  readonly isSecret = true;

  constructor(readonly value: PropertyValue) {}
}

export type PropertyValue =
  null | boolean | number | string | Unknown | Secret | PropertyValue[] | PropertyMap;

export interface PropertyMap {
  [key: string]: PropertyValue;
}

const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** One signature for each type of the missing value; a provider only needs to know that it is missing. */
const unknownSignatures = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);
const unknownString = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export function isList(value: PropertyValue | undefined): value is PropertyValue[] {
  return Array.isArray(value);
}

export function isPropertyMap(value: PropertyValue | undefined): value is PropertyMap {
  return (
    typeof value === "object" &&
    value !== null &&
    !isList(value) &&
    !(value instanceof Secret) &&
    !(value instanceof Unknown)
  );
}

/** Reads the engine's JSON form. */
export function decode(value: unknown): PropertyValue {
  if (typeof value === "string") return unknownSignatures.has(value) ? Unknown.value : value;
  if (Array.isArray(value)) return value.map(decode);
  if (typeof value !== "object" || value === null) return value as PropertyValue;
  const fields = value as Record<string, unknown>;
  if (fields[signatureKey] === secretSignature) return new Secret(decode(fields["value"] ?? null));
  return decodeMap(fields);
}

export function decodeMap(fields: Record<string, unknown>): PropertyMap {
  const result: PropertyMap = {};
  for (const [key, field] of Object.entries(fields)) result[key] = decode(field);
  return result;
}

/** Writes the engine's JSON form. */
export function encode(value: PropertyValue): unknown {
  if (value instanceof Unknown) return unknownString;
  if (value instanceof Secret) return { [signatureKey]: secretSignature, value: encode(value.value) };
  if (isList(value)) return value.map(encode);
  if (isPropertyMap(value)) return encodeMap(value);
  return value;
}

export function encodeMap(fields: PropertyMap): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(fields)) result[key] = encode(field);
  return result;
}

/** The value with every secret opened; unknowns stay. */
export function withoutSecrets(value: PropertyValue): PropertyValue {
  if (value instanceof Secret) return withoutSecrets(value.value);
  if (isList(value)) return value.map(withoutSecrets);
  if (!isPropertyMap(value)) return value;
  const result: PropertyMap = {};
  for (const [key, field] of Object.entries(value)) result[key] = withoutSecrets(field);
  return result;
}

export function containsSecret(value: PropertyValue): boolean {
  if (value instanceof Secret) return true;
  if (isList(value)) return value.some(containsSecret);
  return isPropertyMap(value) && Object.values(value).some(containsSecret);
}

export function containsUnknown(value: PropertyValue): boolean {
  if (value instanceof Unknown) return true;
  if (value instanceof Secret) return containsUnknown(value.value);
  if (isList(value)) return value.some(containsUnknown);
  return isPropertyMap(value) && Object.values(value).some(containsUnknown);
}
