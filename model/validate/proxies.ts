import type { NamespaceDefinition, ProxyResources } from "../definition";
import { childPath, joinPath, quote } from "../problem";
import { inPortRanges } from "../values/port-range";
import { parseQuantity } from "../values/quantity";
import { report, type ServiceUnderCheck, type ValidationContext } from "./context";
import { hasOwn } from "../values/own";

/** Settings of proxies do not contradict one another, nor the policies that the proxies are to carry out. */
export function checkProxies(context: ValidationContext): void {
  const { namespaces } = context.definition;
  for (const [name, { proxyResources = {} }] of Object.entries(namespaces))
    checkResources(context, joinPath("namespaces", name), proxyResources, {});
  for (const service of context.services) {
    const namespace = hasOwn(namespaces, service.namespace) ? namespaces[service.namespace] : undefined;
    const own = service.definition.proxyResources;
    if (own) checkResources(context, service.path, own, namespace?.proxyResources ?? {});
    checkBypass(context, service, namespace);
  }
}

const pairs = [
  ["cpuRequest", "cpuLimit"],
  ["memoryRequest", "memoryLimit"],
  ["ephemeralStorageRequest", "ephemeralStorageLimit"],
] as const;

/** A pod whose request is above its limit is refused by Kubernetes, long after the rollout began. */
function checkResources(
  context: ValidationContext,
  path: string,
  own: ProxyResources,
  inherited: ProxyResources,
): void {
  const effective = { ...inherited, ...own };
  for (const [request, limit] of pairs) {
    const [wanted, most] = [effective[request], effective[limit]];
    if (wanted === undefined || most === undefined) continue;
    if ((parseQuantity(wanted) ?? 0) <= (parseQuantity(most) ?? 0)) continue;
    const [field, other] = own[request] === undefined ? [limit, request] : [request, limit];
    report(context, [path, "proxyResources", field], {
      message: `does not fit its ${other} (got ${quote(effective[field])}, ${other} ${quote(effective[other])})`,
      rule: "A request is at most its limit, or Kubernetes refuses every pod",
      fix: "Lower the request, or raise the limit",
    });
  }
}

/** On a port that goes around the proxy, nothing of what the definition says would hold. */
function checkBypass(
  context: ValidationContext,
  { definition, path, namespace }: ServiceUnderCheck,
  home: NamespaceDefinition | undefined,
): void {
  const own = definition.proxy?.bypass?.inboundPorts;
  const ranges = own ?? home?.proxy?.bypass?.inboundPorts ?? [];
  (definition.ports ?? []).forEach(({ port, targetPort = port }, index) => {
    if (!inPortRanges(ranges, targetPort)) return;
    const where = own ? `${path}.proxy` : childPath(joinPath("namespaces", namespace), "proxy");
    report(context, [path, "ports", index], {
      message: `goes around the proxy (got container port ${String(targetPort)}, in ${where}.bypass.inboundPorts)`,
      rule: "Access rules, routes and limits hold only for what passes the proxy",
      fix: "Take the port out of the one or the other",
    });
  });
}
