import type { Manifest } from "../../../manifest";
import type { Cluster, ControlPlaneSettings } from "../cluster";
import {
  matchesIdentity,
  namespaceIdentities,
  readIdentities,
  serviceAccountIdentity,
  type IdentityMatches,
} from "../identities";
import { allNetworks, localhost, matchesNetworks, type NetworkMatch } from "../networks";

/** Lets callers in that come from one of the networks and, unless nothing is asked, prove one of the identities. */
export interface Authorization {
  readonly name: string;
  readonly networks: readonly NetworkMatch[];
  readonly identities: IdentityMatches | undefined;
}

/** Who calls, as the proxy of the callee sees it. */
export interface Client {
  /** Identity of the client's certificate; nothing without mutual TLS. */
  readonly identity: string | undefined;
  readonly address: string;
}

/** Kind and name of what an authorization is attached to. */
export interface Target {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
}

interface Reference {
  readonly group?: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

export function isAuthorized({ networks, identities }: Authorization, client: Client): boolean {
  if (!matchesNetworks(networks, client.address)) return false;
  if (identities === undefined) return true;
  return client.identity !== undefined && matchesIdentity(identities, client.identity);
}

/** Policies of a namespace that are attached to the target. One whose authentications do not all exist counts for nothing. */
export function authorizationsOf(
  cluster: Cluster,
  namespace: string,
  targets: readonly Target[],
): Authorization[] {
  return cluster.objects("policy.linkerd.io", "AuthorizationPolicy", namespace).flatMap((policy) => {
    const spec = policy["spec"] as {
      readonly targetRef: Reference;
      readonly requiredAuthenticationRefs: readonly Reference[];
    };
    if (!targets.some((target) => isTarget(spec.targetRef, target))) return [];
    const authorization = readPolicy(cluster, policy, spec.requiredAuthenticationRefs);
    return authorization ? [authorization] : [];
  });
}

function isTarget({ group = "", kind, name }: Reference, target: Target): boolean {
  const sameKind = kind.toLowerCase() === target.kind.toLowerCase() && coreless(group) === target.group;
  // A policy for the namespace stands for each of its Servers, whatever the name.
  return sameKind && (target.kind === "Namespace" || name === target.name);
}

function coreless(group: string): string {
  return group.toLowerCase() === "core" ? "" : group.toLowerCase();
}

/** All references must hold: at most one of identities and at most one of networks. None at all lets everyone in. */
function readPolicy(
  cluster: Cluster,
  { metadata }: Manifest,
  references: readonly Reference[],
): Authorization | undefined {
  let identities: IdentityMatches | undefined;
  let networks: readonly NetworkMatch[] | undefined;
  for (const reference of references) {
    const namespace = reference.namespace ?? metadata.namespace ?? "";
    switch (reference.kind) {
      case "ServiceAccount":
      case "MeshTLSAuthentication": {
        const read =
          reference.kind === "ServiceAccount"
            ? readIdentities([serviceAccountIdentity(cluster.settings, namespace, reference.name)])
            : meshTls(cluster, namespace, reference.name);
        if (read === undefined || identities !== undefined) return undefined;
        identities = read;
        break;
      }
      case "NetworkAuthentication": {
        const read = network(cluster, namespace, reference.name);
        if (read === undefined || networks !== undefined) return undefined;
        networks = read;
        break;
      }
      default:
        return undefined;
    }
  }
  return { name: metadata.name, networks: networks ?? allNetworks, identities };
}

function meshTls(cluster: Cluster, namespace: string, name: string): IdentityMatches | undefined {
  const object = named(cluster.objects("policy.linkerd.io", "MeshTLSAuthentication", namespace), name);
  if (!object) return undefined;
  const spec = object["spec"] as {
    readonly identities?: readonly string[];
    readonly identityRefs?: readonly Reference[];
  };
  const written = [
    ...(spec.identities ?? []),
    ...(spec.identityRefs ?? []).map((reference) =>
      reference.kind === "Namespace"
        ? namespaceIdentities(cluster.settings, reference.name)
        : serviceAccountIdentity(cluster.settings, reference.namespace ?? namespace, reference.name),
    ),
  ];
  return written.length > 0 ? readIdentities(written) : undefined;
}

function network(cluster: Cluster, namespace: string, name: string): NetworkMatch[] | undefined {
  const object = named(cluster.objects("policy.linkerd.io", "NetworkAuthentication", namespace), name);
  if (!object) return undefined;
  const { networks } = object["spec"] as {
    readonly networks: readonly { readonly cidr: string; readonly except?: readonly string[] }[];
  };
  if (networks.length === 0) return undefined;
  return networks.map(({ cidr, except = [] }) => ({ cidr, except }));
}

function named(objects: readonly Manifest[], name: string): Manifest | undefined {
  return objects.find(({ metadata }) => metadata.name === name);
}

/** What a default policy lets in: the words of `default-inbound-policy` and of a Server's `accessPolicy`. */
export function defaultAuthorizations(settings: ControlPlaneSettings, policy: string): Authorization[] {
  const cluster = settings.clusterNetworks.map((cidr) => ({ cidr, except: [] }));
  const everyIdentity = readIdentities(["*"]);
  switch (policy) {
    case "deny":
      return [];
    case "all-unauthenticated":
    case "audit":
      return [{ name: policy, networks: allNetworks, identities: undefined }];
    case "all-authenticated":
      return [{ name: policy, networks: allNetworks, identities: everyIdentity }];
    case "cluster-unauthenticated":
      return [{ name: policy, networks: cluster, identities: undefined }];
    case "cluster-authenticated":
      return [{ name: policy, networks: cluster, identities: everyIdentity }];
    default:
      throw new RangeError(`not a policy: ${policy}`);
  }
}

/** Whoever calls from the pod itself is let in everywhere. */
export const fromLocalhost: Authorization = { name: "localhost", networks: localhost, identities: undefined };
