import { joinPath, quote } from "../problem";
import { isDnsLabel, splitServiceId } from "../values/names";
import { report, type ValidationContext } from "./context";
import { hasOwn } from "../values/own";

const labelRule =
  "A name is a DNS label: lower-case letters, digits and -, at most 63 characters, no - at either end";

/** Keys are names of Kubernetes objects, and every service lives in a namespace of the mesh. */
export function checkNames(context: ValidationContext): void {
  const { namespaces, services } = context.definition;
  for (const namespace of Object.keys(namespaces)) {
    if (isDnsLabel(namespace)) continue;
    report(context, [joinPath("namespaces", namespace)], {
      message: `is not a namespace name (got ${String(namespace.length)} characters: ${quote(namespace)})`,
      rule: labelRule,
      fix: "Rename it",
    });
  }
  for (const id of Object.keys(services)) checkServiceKey(context, id, namespaces);
}

function checkServiceKey(context: ValidationContext, id: string, namespaces: Record<string, unknown>): void {
  const path = joinPath("services", id);
  const parts = splitServiceId(id);
  if (!parts) {
    const tooLong = id.split("/").find((part) => part.length > 63);
    const detail =
      tooLong === undefined ? quote(id) : `a part of ${String(tooLong.length)} characters in ${quote(id)}`;
    report(context, [path], {
      message: `is not a service id (got ${detail})`,
      rule: `A service is "namespace/name", each a DNS label of at most 63 characters`,
      fix: id.includes("/") ? "Rename it" : `Write "<namespace>/${id}"`,
    });
    return;
  }
  if (!hasOwn(namespaces, parts.namespace)) {
    report(context, [path], {
      message: `is in a namespace that the mesh does not have (got ${quote(parts.namespace)})`,
      rule: "Every service's namespace is listed under namespaces",
      fix: `Add namespaces[${JSON.stringify(parts.namespace)}]: {}`,
    });
  }
}
