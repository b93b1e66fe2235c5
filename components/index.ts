export { CertificateAuthority, type CertificateAuthorityArgs } from "./certificate-authority";
export { ControlPlane, type ControlPlaneArgs } from "./control-plane";
export { DefinitionError } from "./definition-error";
export { Egress, type EgressArgs } from "./egress";
export { Gateway, type GatewayArgs } from "./gateway";
export { Mesh, type MeshArgs } from "./mesh";
export { type MeshCoordinates, type ServiceCoordinates } from "./mesh-coordinates";
export { type CallGraphEdge } from "./mesh-summary";
export { NamespaceInjection, type NamespaceInjectionArgs } from "./namespace-injection";
export { Observability, type ObservabilityArgs } from "./observability";
export { readMeshDefinition } from "./read-definition";
export { ServicePolicies, type ServicePoliciesArgs } from "./service-policies";
export { ServicePolicy, type ServicePolicyArgs } from "./service-policy";
export { TargetMode, type TargetArgs } from "./target";
export { withMesh } from "./with-mesh";
export {
  type CertificateKeyPair,
  type ProvidedCertificates,
  type ProvidedWebhookCertificates,
} from "./trust/provided-certificates";
