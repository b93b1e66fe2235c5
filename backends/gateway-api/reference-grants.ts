import { byText, sortedUnique, type FeatureId, type ResolvedGateway, type ResolvedMesh } from "../../model";
import type { RenderedObject } from "../manifest";
import { routeKinds } from "./gateway-route";
import { gatewayApiGroup, gatewayObjectName, grantVersion } from "./names";
import { gatewayObject } from "./object";

/** A reference that leaves the gateway's namespace. */
interface Reference {
  /** Kind of the object that refers. */
  readonly from: string;
  /** Kind of the object that is referred to, of the core group. */
  readonly to: "Secret" | "Service";
  readonly namespace: string;
  readonly name: string;
  readonly feature: FeatureId;
}

/**
 * Lets a gateway's objects mean what is in other namespaces: named one by one, and for each kind of object apart, because of what a
 * grant lists everything on the left may refer to everything on the right.
 */
export function renderReferenceGrants(mesh: ResolvedMesh, gateway: ResolvedGateway): RenderedObject[] {
  const grants = new Map<string, Reference[]>();
  for (const reference of referencesOf(gateway)) {
    const key = `${reference.namespace} ${reference.from}`;
    grants.set(key, [...(grants.get(key) ?? []), reference]);
  }
  return [...grants.entries()]
    .sort(([a], [b]) => byText(a, b))
    .flatMap(([, references]) => grantOf(mesh, gateway, references));
}

function grantOf(
  mesh: ResolvedMesh,
  gateway: ResolvedGateway,
  references: readonly Reference[],
): RenderedObject[] {
  const [first] = references;
  if (!first) return [];
  const { from, to, namespace } = first;
  const names = sortedUnique(
    references.map(({ name }) => name),
    (name) => name,
  );
  const body = {
    apiVersion: grantVersion,
    kind: "ReferenceGrant",
    name: gatewayObjectName(gateway.name, from.toLowerCase(), gateway.namespace),
    namespace,
    spec: {
      from: [{ group: gatewayApiGroup, kind: from, namespace: gateway.namespace }],
      to: names.map((name) => ({ group: "", kind: to, name })),
    },
  };
  return [
    gatewayObject(
      mesh,
      gateway,
      body,
      references.map(({ feature }) => feature),
    ),
  ];
}

function referencesOf({ namespace: home, listeners, routes }: ResolvedGateway): Reference[] {
  const secrets = listeners.flatMap(({ certificates }) =>
    certificates.map(({ name, namespace }): Reference => ({
      from: "Gateway",
      to: "Secret",
      namespace,
      name,
      feature: "gateways.certificates.namespace",
    })),
  );
  const services = routes.flatMap(({ kind, backends }) =>
    backends.map(({ name, namespace }): Reference => ({
      from: routeKinds[kind],
      to: "Service",
      namespace,
      name,
      feature: "gateways.routes.weights",
    })),
  );
  return [...secrets, ...services].filter(({ namespace }) => namespace !== home);
}
