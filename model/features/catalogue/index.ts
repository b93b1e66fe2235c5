import { accessFields, accessFieldsWithoutFeature } from "./access";
import { controlPlaneFields, controlPlaneFieldsWithoutFeature } from "./control-plane";
import { egressFields, egressFieldsWithoutFeature } from "./egress";
import { gatewayFields, gatewayFieldsWithoutFeature } from "./gateways";
import { observabilityFields, observabilityFieldsWithoutFeature } from "./observability";
import { resilienceFields, resilienceFieldsWithoutFeature } from "./resilience";
import { routeFields, routeFieldsWithoutFeature } from "./routes";
import { trustFeatures } from "./trust";

/** A thing that a definition can ask for, and that a mesh can or cannot do. */
export interface Feature {
  /** Stable name, used in reports, in the capability table and by `mesh explain`. */
  readonly id: FeatureId;
  /** What it is, as a table shows it. */
  readonly title: string;
}

/**
 * Every leaf of the model. Key: `Type.field`, or `Type.field=value` where values differ in what meshes make of them. Value: id
 * and title of the feature that is used when the field is set. A test holds this table complete against the schema.
 */
export const featureOfField = {
  ...trustFeatures,
  ...controlPlaneFields,
  ...accessFields,
  ...routeFields,
  ...resilienceFields,
  ...gatewayFields,
  ...egressFields,
  ...observabilityFields,
} as const satisfies Record<string, readonly [id: string, title: string]>;

/** Id of a feature. */
export type FeatureId = (typeof featureOfField)[keyof typeof featureOfField][0];

/** Every feature once, in the order of the table. */
export const features: readonly Feature[] = Object.values(featureOfField).map(([id, title]) => ({
  id,
  title,
}));

/**
 * Fields that carry no feature of their own: names, references between parts, and groups whose members are features. What
 * they mean is the same for every mesh.
 */
export const fieldsWithoutFeature: ReadonlySet<string> = new Set([
  "MeshDefinition.name",
  "MeshDefinition.environment",
  "MeshDefinition.backend",
  "MeshDefinition.clusterDomain",
  "MeshDefinition.trust",
  "MeshDefinition.controlPlane",
  "MeshDefinition.namespaces",
  "MeshDefinition.services",
  "MeshDefinition.externalServices",
  "MeshDefinition.egress",
  ...gatewayFieldsWithoutFeature,
  ...egressFieldsWithoutFeature,
  "MeshDefinition.observability",
  "MeshDefinition.acceptedFindings",
  "AcceptedFinding.code",
  "AcceptedFinding.path",
  "AcceptedFinding.reason",
  "TrustDefinition.issuer",
  "TrustDefinition.webhooks",
  "TrustDefinition.certManager",
  "CertManagerIssuer.name",
  "CertManagerIssuer.kind",
  "CertManagerIssuer.group",
  "CertManagerRootSource.kind",
  "CertManagerRootSource.name",
  "CertManagerRootSource.key",
  "TrustAnchorDefinition.name",
  "TrustAnchorDefinition.state",
  "MeshDefinition.jwtProviders",
  "ServiceDefinition.workload",
  "ServiceDefinition.proxyResources",
  "ServiceDefinition.proxy",
  "ServiceDefinition.linkerd",
  "WorkloadDefinition.kind",
  "WorkloadDefinition.name",
  "ProxyDefinition.log",
  "ProxyDefinition.bypass",
  "LinkerdNamespaceOptions.ports",
  "ServiceDefinition.selector",
  "ServiceDefinition.serviceAccount",
  "ServiceDefinition.replicas",
  "ServiceDefinition.ports",
  "ServiceDefinition.probes",
  "ServiceDefinition.allow",
  "ServiceDefinition.routes",
  "ServiceDefinition.timeouts",
  "ServiceDefinition.retries",
  "ServiceDefinition.circuitBreaking",
  "ServiceDefinition.loadBalancing",
  "ServiceDefinition.rateLimit",
  "ServiceDefinition.canary",
  ...controlPlaneFieldsWithoutFeature,
  ...accessFieldsWithoutFeature,
  ...routeFieldsWithoutFeature,
  ...resilienceFieldsWithoutFeature,
  ...observabilityFieldsWithoutFeature,
]);
