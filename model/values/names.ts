const label = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** Whether the text is a DNS label: at most 63 characters. */
export function isDnsLabel(text: string): boolean {
  return label.test(text);
}

/** Whether the text is DNS labels joined by dots, at most 253 characters. */
export function isDnsSubdomain(text: string): boolean {
  return text.length <= 253 && text.split(".").every(isDnsLabel);
}

/** Identity of a service in the definition: `namespace/name`. */
export type ServiceId = string;

/** Namespace and name of an id; nothing when it is not one. */
export function splitServiceId(id: string): { namespace: string; name: string } | undefined {
  const [namespace, name, ...rest] = id.split("/");
  if (namespace === undefined || name === undefined || rest.length > 0) return undefined;
  return isDnsLabel(namespace) && isDnsLabel(name) ? { namespace, name } : undefined;
}

/** The id that a reference means when it is written in a service of the namespace. */
export function resolveReference(reference: string, namespace: string): ServiceId {
  return reference.includes("/") ? reference : `${namespace}/${reference}`;
}
