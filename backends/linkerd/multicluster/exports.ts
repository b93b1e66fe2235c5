import {
  AnySource,
  ServiceExport,
  childPath,
  quote,
  type Problem,
  type ResolvedMesh,
  type ResolvedService,
} from "../../../model";

/** Service account of the gateway, as the chart linkerd-multicluster names it. */
const gateway = { namespace: "linkerd-multicluster", name: "linkerd-gateway" } as const;

const labels: Readonly<Record<ServiceExport, Readonly<Record<string, string>>>> = {
  [ServiceExport.Gateway]: { "mirror.linkerd.io/exported": "true" },
  [ServiceExport.Flat]: { "mirror.linkerd.io/exported": "remote-discovery" },
  [ServiceExport.Federated]: { "mirror.linkerd.io/federated": "member" },
};

/** Labels by which the mirrors of other clusters find a Service. As annotations they would mean nothing. */
export function exportLabels({ definition }: ResolvedService): Readonly<Record<string, string>> {
  return definition.exported === undefined ? {} : labels[definition.exported];
}

/** A gateway calls in its own name: where nothing lets it in, the service is exported to nobody. */
export function checkExports({ services }: ResolvedMesh): Problem[] {
  return services.flatMap((service) => {
    const { path, rules, definition } = service;
    if (definition.exported !== ServiceExport.Gateway || rules.some((rule) => letsGatewayIn(rule.source)))
      return [];
    return [
      {
        path: childPath(path, "exported"),
        message: `lets nobody in from other clusters (got ${quote(definition.exported)})`,
        rule: `Calls from there arrive from the gateway, ${gateway.namespace}/${gateway.name}, whoever made them`,
        fix: `Add { fromServiceAccounts: ["${gateway.namespace}/${gateway.name}"] } to allow, or write "flat"`,
      },
    ];
  });
}

function letsGatewayIn({
  any,
  namespaces,
  serviceAccounts,
}: ResolvedService["rules"][number]["source"]): boolean {
  return (
    any === AnySource.Meshed ||
    any === AnySource.Anyone ||
    namespaces.includes(gateway.namespace) ||
    serviceAccounts.some(({ namespace, name }) => namespace === gateway.namespace && name === gateway.name)
  );
}
