import { didYouMean, quote } from "../problem";
import { resolveReference } from "../values/names";
import { report, type ServiceUnderCheck, type ValidationContext } from "./context";

/**
 * Reports a reference to a service that is not declared.
 * @returns the id when it is declared
 */
export function checkReference(
  context: ValidationContext,
  service: Pick<ServiceUnderCheck, "namespace">,
  reference: string,
  at: readonly [parent: string, ...segments: (string | number)[]],
): string | undefined {
  const id = resolveReference(reference, service.namespace);
  if (context.declaredIds.has(id)) return id;
  const near = didYouMean(id, context.declaredIds);
  report(context, at, {
    message: `names a service that is not declared (got ${quote(reference)})`,
    rule: "A reference is the name of a service under services, with its namespace if that is another",
    fix: near === "" ? wayOut(reference, id, service.namespace) : near,
  });
  return undefined;
}

/** Reports a reference to a gateway that is not declared. */
export function checkGatewayReference(
  context: ValidationContext,
  { namespace }: Pick<ServiceUnderCheck, "namespace">,
  reference: string,
  at: readonly [parent: string, ...segments: (string | number)[]],
): void {
  const id = resolveReference(reference, namespace);
  const known = context.declaredGateways;
  if (known.has(id)) return;
  report(context, at, {
    message: `names a gateway that is not declared (got ${quote(reference)})`,
    rule: "A reference is the name of a gateway under gateways, with its namespace if that is another",
    fix:
      didYouMean(id, known) ||
      `Declare gateways[${JSON.stringify(id)}], or name its service account by fromServiceAccounts`,
  });
}

function wayOut(reference: string, id: string, namespace: string): string {
  // Outside any namespace there is no "same namespace" that a bare name could mean.
  if (namespace === "" && !reference.includes("/")) return `Write "<namespace>/${reference}"`;
  return `Declare services[${JSON.stringify(id)}], or use fromServiceAccounts for a caller outside`;
}
