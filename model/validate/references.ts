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
    fix:
      near === ""
        ? `Declare services[${JSON.stringify(id)}], or use fromServiceAccounts for a caller outside`
        : near,
  });
  return undefined;
}
