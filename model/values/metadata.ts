import { isDnsSubdomain } from "./names";

const name = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;

/** Whether the text can be the key of a label or annotation: a name, with a DNS subdomain and a slash before it or not. */
export function isMetadataKey(text: string): boolean {
  const [last = "", prefix, ...rest] = text.split("/").reverse();
  return rest.length === 0 && name.test(last) && (prefix === undefined || isDnsSubdomain(prefix));
}

/** Whether the text can be the value of a label. */
export function isLabelValue(text: string): boolean {
  return text === "" || name.test(text);
}
