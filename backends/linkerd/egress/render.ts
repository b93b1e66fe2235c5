import { EgressPolicy, type FeatureId, type ResolvedMesh, type ResolvedRoute } from "../../../model";
import { ManifestGroup, Ownership, standardLabels, type Manifest, type RenderedObject } from "../../manifest";
import { gatewayApiGroup, gatewayApiVersion, objectName, policyGroup, policyVersion } from "../names";
import { sortedFeatures } from "../rendered";
import { routeAnnotations } from "../traffic/annotations";
import { retryFeatures } from "../traffic/route-features";
import type { EgressNetwork } from "./networks";
import { egressPlans, type EgressPlan, type EgressRoute } from "./plan";

/**
 * What workloads may call outside the cluster, in their own namespace: there it comes before whatever stands in Linkerd's namespace for
 * all, and a namespace is the narrowest that Linkerd tells callers apart by.
 */
export function renderEgress(mesh: ResolvedMesh): RenderedObject[] {
  return egressPlans(mesh).flatMap((plan) => [
    ...plan.networks.map((network) => networkObject(mesh, plan, network)),
    ...plan.routes.map((route) => routeObject(mesh, plan, route)),
  ]);
}

function networkObject(mesh: ResolvedMesh, plan: EgressPlan, network: EgressNetwork): RenderedObject {
  const registryOnly = mesh.egressPolicy === EgressPolicy.RegistryOnly;
  const spec = {
    trafficPolicy: registryOnly ? "Deny" : "Allow",
    ...(network.networks && { networks: network.networks }),
  };
  const features: FeatureId[] = [
    registryOnly ? "egress.registryOnly" : "egress.allowAny",
    ...(network.range ? ["egress.networks" as const] : []),
  ];
  return egressObject(
    mesh,
    plan,
    { apiVersion: policyVersion, kind: "EgressNetwork", name: network.name, spec },
    features,
  );
}

/** TLS and TCP routes are read in this version only. */
const experimentalVersion = `${gatewayApiGroup}/v1alpha2`;

function routeObject(mesh: ResolvedMesh, plan: EgressPlan, route: EgressRoute): RenderedObject {
  const { service, port, network, kind, hosts } = route;
  const shapesRequests = kind === "HTTPRoute" || kind === "GRPCRoute";
  const reference = { group: policyGroup, kind: "EgressNetwork", name: network.name };
  const suffix = network.name.split(".").slice(1);
  const body = {
    apiVersion: shapesRequests ? gatewayApiVersion : experimentalVersion,
    kind,
    name: objectName(service.name, port.port, ...suffix),
    annotations: shapesRequests ? routeAnnotations(treatmentOf(route)) : {},
    spec: {
      // Without the port the webhook refuses the route.
      parentRefs: [{ ...reference, port: port.port }],
      ...(hosts.length > 0 && { hostnames: hosts }),
      // Linkerd skips a TLS or TCP route that names no backend, silently.
      rules: [shapesRequests ? {} : { backendRefs: [reference] }],
    },
  };
  return egressObject(mesh, plan, body, featuresOf(route));
}

type Treatment = Pick<
  ResolvedRoute,
  "requestTimeoutMs" | "responseTimeoutMs" | "idleTimeoutMs" | "retries" | "protocol"
>;

function treatmentOf({ service, port }: EgressRoute): Treatment {
  const { requestTimeoutMs, responseTimeoutMs, idleTimeoutMs } = service;
  return {
    requestTimeoutMs,
    responseTimeoutMs,
    idleTimeoutMs,
    retries: port.retries,
    protocol: port.protocol,
  };
}

function featuresOf({ service, port, hosts, network }: EgressRoute): FeatureId[] {
  const { retries, protocol } = port;
  const when = (condition: boolean, feature: FeatureId): FeatureId[] => (condition ? [feature] : []);
  const clear = protocol === "http" || protocol === "http2" || protocol === "grpc";
  return [
    `egress.${protocol}`,
    ...when(hosts.length > 0, "egress.hosts"),
    ...when(network.range !== undefined, "egress.networks"),
    ...when(service.everyone, "egress.from.meshed"),
    ...when(service.namespaces.length > 0, "egress.from.namespaces"),
    ...when(clear && service.requestTimeoutMs !== undefined, "timeouts.request"),
    ...when(clear && service.responseTimeoutMs !== undefined, "timeouts.response"),
    ...when(clear && service.idleTimeoutMs !== undefined, "timeouts.idle"),
    ...(retries ? retryFeatures(retries) : []),
  ];
}

function egressObject(
  mesh: ResolvedMesh,
  { namespace }: EgressPlan,
  body: {
    readonly apiVersion: string;
    readonly kind: string;
    readonly name: string;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly spec: Readonly<Record<string, unknown>>;
  },
  features: readonly FeatureId[],
): RenderedObject {
  const { apiVersion, kind, name, annotations = {}, spec } = body;
  const manifest: Manifest = {
    apiVersion,
    kind,
    metadata: {
      name,
      namespace,
      labels: standardLabels(mesh),
      ...(Object.keys(annotations).length > 0 && { annotations }),
    },
    spec,
  };
  return {
    manifest,
    owner: { kind: "egress", name: namespace },
    features: sortedFeatures(features),
    group: ManifestGroup.Policy,
    ownership: Ownership.Whole,
  };
}
