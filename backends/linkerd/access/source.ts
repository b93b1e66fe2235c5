import {
  AnySource,
  sortedUnique,
  type FeatureId,
  type NetworkSource,
  type ResolvedSource,
} from "../../../model";

/** Callers of several sources together, in the two ways in which Linkerd can tell callers. */
export interface Callers {
  /** By identity; nothing when no identity is named. */
  readonly identities: MeshTlsSpec | undefined;
  /** By address. */
  readonly networks: readonly NetworkSource[];
}

/** `spec` of a MeshTLSAuthentication: exactly one of the lists, never an empty one. */
export type MeshTlsSpec =
  | { readonly identities: readonly string[] }
  | {
      readonly identityRefs: readonly {
        readonly kind: string;
        readonly name: string;
        readonly namespace?: string;
      }[];
    };

/** Every address. */
export const everywhere: readonly NetworkSource[] = [{ cidr: "0.0.0.0/0" }, { cidr: "::/0" }];

/** Adds sources up. Whoever may be anyone needs no identity besides. */
export function callersOf(sources: readonly ResolvedSource[]): Callers {
  if (sources.some(({ any }) => any === AnySource.Anyone))
    return { identities: undefined, networks: everywhere };
  const networks = sortedUnique(
    sources.flatMap((source) => [...source.networks, ...source.unproven]),
    ({ cidr, except }) => JSON.stringify([cidr, except ?? []]),
  );
  return { identities: identitiesOf(sources), networks };
}

function identitiesOf(sources: readonly ResolvedSource[]): MeshTlsSpec | undefined {
  if (sources.some(({ any }) => any === AnySource.Meshed)) return { identities: ["*"] };
  const accounts = sources.flatMap(({ serviceAccounts }) =>
    serviceAccounts.map(({ namespace, name }) => ({ kind: "ServiceAccount", name, namespace })),
  );
  const namespaces = sources.flatMap((source) =>
    source.namespaces.map((name) => ({ kind: "Namespace", name })),
  );
  const identityRefs = sortedUnique([...accounts, ...namespaces], (ref) => JSON.stringify(ref));
  return identityRefs.length > 0 ? { identityRefs } : undefined;
}

/** Whether nobody is left outside. */
export function isEveryone({ networks }: Callers): boolean {
  return networks === everywhere;
}

/** Whether two sets of callers are written alike. */
export function callersKey({ identities, networks }: Callers): string {
  return JSON.stringify([identities ?? null, networks]);
}

/** Features that a source makes use of. */
export function featuresOfSource(source: ResolvedSource): FeatureId[] {
  return [
    ...(source.services.length > 0 ? ["access.from.services" as const] : []),
    ...(source.gateways.length > 0 ? ["access.from.gateways" as const] : []),
    ...(source.serviceAccounts.length > source.services.length + source.gateways.length
      ? ["access.from.serviceAccounts" as const]
      : []),
    ...(source.namespaces.length > 0 ? ["access.from.namespaces" as const] : []),
    ...(source.networks.length > 0 ? ["access.from.networks" as const] : []),
    ...(source.any === AnySource.Meshed ? ["access.from.meshed" as const] : []),
    ...(source.any === AnySource.Anyone ? ["access.from.anyone" as const] : []),
  ];
}
