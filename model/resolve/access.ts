import type { AccessMode } from "../definition";
import {
  AnySource,
  DefaultAccess,
  MtlsMode,
  PathMatchType,
  type AccessRule,
  type AccessSource,
  type HttpMethod,
  type MeshDefinition,
  type NetworkSource,
  type RequestMatch,
  type ServiceDefinition,
} from "../definition";
import { defaults } from "../defaults";
import { childPath } from "../problem";
import { resolveReference, splitServiceId, type ServiceId } from "../values/names";
import { sortedUnique } from "./order";
import type { ResolvedRequest, ResolvedRule, ResolvedSource, ServiceAccountName } from "./resolved";

/** Service account that a declared service runs as. */
export function serviceAccountOf(definition: MeshDefinition, id: ServiceId): ServiceAccountName {
  const parts = splitServiceId(id);
  if (!parts) throw new RangeError(`not a validated service id: ${id}`);
  return { namespace: parts.namespace, name: definition.services[id]?.serviceAccount ?? parts.name };
}

/** What holds for a service beyond its rules: its own word, or its namespace's. */
export function enforcementOf(
  definition: MeshDefinition,
  service: ServiceDefinition,
  namespace: string,
): { readonly accessMode: AccessMode; readonly mtls: MtlsMode } {
  const home = definition.namespaces[namespace];
  return {
    accessMode: service.accessMode ?? home?.accessMode ?? defaults.accessMode,
    mtls: service.mtls ?? home?.mtls ?? defaults.mtls,
  };
}

/** Callers of a source that is written in a service of the namespace, with the mode in which identities are asked for. */
export function resolveSource(
  definition: MeshDefinition,
  source: AccessSource,
  namespace: string,
  mtls: MtlsMode = MtlsMode.Required,
): ResolvedSource {
  const services = sortedUnique(
    (source.from ?? []).map((reference) => resolveReference(reference, namespace)),
    (id) => id,
  );
  const gateways = sortedUnique(
    (source.fromGateways ?? []).map((reference) => resolveReference(reference, namespace)),
    (id) => id,
  );
  const accounts = [
    ...services.map((id) => serviceAccountOf(definition, id)),
    ...gateways.flatMap((id) => gatewayAccountOf(definition, id) ?? []),
    ...(source.fromServiceAccounts ?? []).map(parseServiceAccount),
  ];
  return {
    services,
    gateways,
    serviceAccounts: sortedUnique(accounts, (account) => `${account.namespace}/${account.name}`),
    namespaces: sortedUnique(source.fromNamespaces ?? [], (name) => name),
    networks: sortedUnique((source.fromNetworks ?? []).map(resolveNetwork), (network) =>
      JSON.stringify(network),
    ),
    any: source.fromAny,
    unproven: mtls === MtlsMode.Accepted && namesIdentities(source) ? clusterNetworks(definition) : [],
  };
}

function namesIdentities({
  from = [],
  fromGateways = [],
  fromServiceAccounts = [],
  fromNamespaces = [],
  fromAny,
}: AccessSource): boolean {
  const named = [from, fromGateways, fromServiceAccounts, fromNamespaces];
  return named.some((list) => list.length > 0) || fromAny === AnySource.Meshed;
}

function clusterNetworks({ controlPlane }: MeshDefinition): NetworkSource[] {
  const ranges = controlPlane?.clusterNetworks ?? defaults.clusterNetworks;
  return sortedUnique(ranges, (cidr) => cidr).map((cidr) => ({ cidr }));
}

/** The same range always reads the same, whatever the order of its fields and exceptions. */
function resolveNetwork({ cidr, except = [] }: NetworkSource): NetworkSource {
  return except.length === 0 ? { cidr } : { cidr, except: sortedUnique(except, (range) => range) };
}

/** Service account that the pods of a declared gateway run as. */
function gatewayAccountOf(definition: MeshDefinition, id: string): ServiceAccountName | undefined {
  const gateway = definition.gateways?.[id];
  return gateway && parseServiceAccount(gateway.serviceAccount);
}

/** The parts of `namespace/service-account`. */
export function parseServiceAccount(reference: string): ServiceAccountName {
  const [namespace = "", name = ""] = reference.split("/");
  return { namespace, name };
}

/** Rules of a service: its own, or what its namespace's default comes to. Candidates take them over in a mode of their own. */
export function resolveRules(
  definition: MeshDefinition,
  service: ServiceDefinition,
  namespace: string,
  path: string,
  mtls: MtlsMode,
): ResolvedRule[] {
  const ports = (service.ports ?? []).map(({ port }) => port).sort((a, b) => a - b);
  if (ports.length === 0) return [];
  if (service.allow) {
    return service.allow.map((rule, index) =>
      resolveRule({ definition, namespace, ports, mtls }, rule, childPath(path, "allow", index)),
    );
  }
  const source = defaultSource(
    definition.namespaces[namespace]?.defaultAccess ?? defaults.defaultAccess,
    namespace,
  );
  const at = childPath(childPath("", "namespaces", namespace), "defaultAccess");
  return source
    ? [
        {
          path: at,
          source: resolveSource(definition, source, namespace, mtls),
          ports,
          requests: undefined,
          jwt: undefined,
        },
      ]
    : [];
}

/** Rules by which a service turns callers away. Whom they name by identity is known by nothing else. */
export function resolveDenials(
  definition: MeshDefinition,
  service: ServiceDefinition,
  namespace: string,
  path: string,
): ResolvedRule[] {
  const ports = (service.ports ?? []).map(({ port }) => port).sort((a, b) => a - b);
  return (service.deny ?? []).map((rule, index) =>
    resolveRule(
      { definition, namespace, ports, mtls: MtlsMode.Required },
      rule,
      childPath(path, "deny", index),
    ),
  );
}

function defaultSource(access: DefaultAccess, namespace: string): AccessSource | undefined {
  switch (access) {
    case DefaultAccess.Deny:
      return undefined;
    case DefaultAccess.SameNamespace:
      return { fromNamespaces: [namespace] };
    case DefaultAccess.Mesh:
      return { fromAny: AnySource.Meshed };
    case DefaultAccess.All:
      return { fromAny: AnySource.Anyone };
  }
}

interface RulePlace {
  readonly definition: MeshDefinition;
  readonly namespace: string;
  readonly ports: readonly number[];
  readonly mtls: MtlsMode;
}

function resolveRule(
  { definition, namespace, ports, mtls }: RulePlace,
  rule: AccessRule,
  path: string,
): ResolvedRule {
  return {
    path,
    source: resolveSource(definition, rule, namespace, mtls),
    ports: ports.filter((port) => rule.ports === undefined || rule.ports.includes(port)),
    requests: resolveRequests(rule.requests),
    jwt: rule.jwt,
  };
}

/** Requests that are told apart; nothing when one of them is every request. */
function resolveRequests(requests: readonly RequestMatch[] | undefined): ResolvedRequest[] | undefined {
  const resolved = requests?.flatMap(resolveRequest);
  return resolved?.some((request) => Object.keys(request).length === 0) ? undefined : resolved;
}

function resolveRequest(request: RequestMatch): ResolvedRequest[] {
  const rest: ResolvedRequest = {
    ...(request.path &&
      !isEverything(request.path.type, request.path.value) && { path: comparablePath(request.path) }),
    ...(request.grpc && { grpc: request.grpc }),
  };
  const methods: (HttpMethod | undefined)[] = request.methods ?? [undefined];
  return methods.map((method) => (method === undefined ? rest : { ...rest, method }));
}

function isEverything(type: PathMatchType | undefined, value: string): boolean {
  return type !== PathMatchType.Exact && value === "/";
}

function comparablePath(path: NonNullable<RequestMatch["path"]>): NonNullable<ResolvedRequest["path"]> {
  const exact = path.type === PathMatchType.Exact;
  const value = exact ? path.value : path.value.replace(/\/+$/, "");
  return { type: exact ? PathMatchType.Exact : PathMatchType.PathPrefix, value };
}
