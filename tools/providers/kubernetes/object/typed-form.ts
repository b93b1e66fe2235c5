import { isList, isPropertyMap, type PropertyMap, type PropertyValue } from "../../shared/property-value";
import { apiTypes } from "./api-types";
import { canonicalQuantity } from "./quantity";

/** Thrown where a value has another type than its field; the API server will say so in its own words. */
class MismatchError extends Error {}

/**
 * A built-in object in the form that the API server gives it when it decodes and encodes it: unknown fields gone, empty
 * optional fields gone, quantities and times canonical.
 *
 * @param kind `<apiVersion>/<Kind>`.
 * @returns undefined where the kind has no known type, or a value does not fit its field.
 */
export function typedForm(kind: string, object: PropertyMap): PropertyMap | undefined {
  const index = apiTypes().kinds[kind];
  if (index === undefined) return undefined;
  try {
    return structForm(index, object);
  } catch (error) {
    if (error instanceof MismatchError) return undefined;
    throw error;
  }
}

function structForm(index: number, value: PropertyValue): PropertyMap {
  if (!isPropertyMap(value)) throw new MismatchError();
  const result: PropertyMap = {};
  for (const [name, expression] of Object.entries(apiTypes().structs[index] ?? {})) {
    const field = value[name];
    if (field === undefined) continue;
    const optional = expression.startsWith("?");
    const type = optional ? expression.slice(1) : expression;
    const formed = form(type, field);
    if (!optional || !isEmpty(type, formed)) result[name] = formed;
  }
  return result;
}

/** Go's notion of empty: a pointer is empty only when it points nowhere, a struct never. */
function isEmpty(type: string, value: PropertyValue): boolean {
  if (value === null) return true;
  switch (type.charAt(0)) {
    case "s":
      return value === "";
    case "b":
      return value === false;
    case "i":
    case "f":
      return value === 0;
    case "y":
      return value === "";
    case "[":
      return isList(value) && value.length === 0;
    case "{":
      return isPropertyMap(value) && Object.keys(value).length === 0;
    default:
      return false;
  }
}

function form(type: string, value: PropertyValue): PropertyValue {
  if (value === null) return zero(type);
  switch (type.charAt(0)) {
    case "*":
      return form(type.slice(1), value);
    case "[":
      if (!isList(value)) throw new MismatchError();
      return value.map((element) => form(type.slice(1), element));
    case "{":
      return mapForm(type.slice(1), value);
    case "#":
      return structForm(Number(type.slice(1)), value);
    default:
      return scalarForm(type, value);
  }
}

function zero(type: string): PropertyValue {
  switch (type.charAt(0)) {
    case "s":
      return "";
    case "b":
      return false;
    case "i":
    case "f":
    case "x":
      return 0;
    case "q":
      return "0";
    case "#":
      return {};
    default:
      return null;
  }
}

function mapForm(elementType: string, value: PropertyValue): PropertyMap {
  if (!isPropertyMap(value)) throw new MismatchError();
  const result: PropertyMap = {};
  for (const [key, element] of Object.entries(value)) result[key] = form(elementType, element);
  return result;
}

function scalarForm(type: string, value: PropertyValue): PropertyValue {
  switch (type) {
    case "s":
    case "d":
      return ensure(typeof value === "string", value);
    case "b":
      return ensure(typeof value === "boolean", value);
    case "i":
      return ensure(typeof value === "number" && Number.isInteger(value), value);
    case "f":
      return ensure(typeof value === "number", value);
    case "x":
      return ensure(
        typeof value === "string" || (typeof value === "number" && Number.isInteger(value)),
        value,
      );
    case "y":
      return bytesForm(value);
    case "q":
      return quantityForm(value);
    case "t":
      return timeForm(value);
    default:
      return value;
  }
}

function ensure(fits: boolean, value: PropertyValue): PropertyValue {
  if (!fits) throw new MismatchError();
  return value;
}

function quantityForm(value: PropertyValue): string {
  const text = typeof value === "number" ? String(value) : value;
  const canonical = typeof text === "string" ? canonicalQuantity(text) : undefined;
  if (canonical === undefined) throw new MismatchError();
  return canonical;
}

function bytesForm(value: PropertyValue): string {
  const canonical = typeof value === "string" ? canonicalBase64(value) : undefined;
  if (canonical === undefined) throw new MismatchError();
  return canonical;
}

/** Base64 without the line breaks that encoders may add; undefined where the text is not base64. */
export function canonicalBase64(text: string): string | undefined {
  const joined = text.replace(/[\r\n]/g, "");
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(joined)) return undefined;
  return Buffer.from(joined, "base64").toString("base64");
}

function timeForm(value: PropertyValue): string {
  const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) throw new MismatchError();
  return new Date(time).toISOString().replace(/\.\d+Z$/, "Z");
}
