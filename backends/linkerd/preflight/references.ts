import { GatewayApiChannel, NamespaceManagement, type ResolvedMesh } from "../../../model";
import type { ObjectReference } from "../../cluster-facts";
import { installationPlan } from "../install/plan";
import { controlPlaneNamespace, gatewayApiGroup } from "../names";

/** A namespace by name. */
export function namespaceReference(name: string): ObjectReference {
  return { apiVersion: "v1", kind: "Namespace", name };
}

function crdReference(name: string): ObjectReference {
  return { apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition", name };
}

/** CRDs of the Gateway API that Linkerd looks for. */
export function gatewayApiCrds({ controlPlane }: ResolvedMesh): ObjectReference[] {
  const kinds =
    controlPlane.gatewayApi.channel === GatewayApiChannel.Experimental
      ? ["httproutes", "grpcroutes", "tlsroutes", "tcproutes"]
      : ["httproutes", "grpcroutes"];
  return kinds.map((kind) => crdReference(`${kind}.${gatewayApiGroup}`));
}

/** CRDs that every Linkerd brings. */
export const linkerdCrds: readonly ObjectReference[] = [
  "authorizationpolicies.policy.linkerd.io",
  "servers.policy.linkerd.io",
  "serviceprofiles.linkerd.io",
].map(crdReference);

/** What a control plane says of itself. */
export function configReference(mesh: ResolvedMesh): ObjectReference {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    namespace: controlPlaneNamespace(mesh),
    name: "linkerd-config",
  };
}

/** The webhook of which a cluster has one, whatever namespace its control plane is in. */
export const injectorReference: ObjectReference = {
  apiVersion: "admissionregistration.k8s.io/v1",
  kind: "MutatingWebhookConfiguration",
  name: "linkerd-proxy-injector-webhook-config",
};

/** Namespaces that are created: key is the name, value where the definition names it. */
export function createdNamespaces(mesh: ResolvedMesh): ReadonlyMap<string, string> {
  const own = installationPlan(mesh).namespaces.map(
    ({ metadata }) => [metadata.name, pathOfPart(mesh, metadata.name)] as const,
  );
  const declared = mesh.namespaces
    .filter(({ management }) => management === NamespaceManagement.Created)
    .map(({ name, path }) => [name, `${path}.management`] as const);
  return new Map([...own, ...declared]);
}

function pathOfPart(mesh: ResolvedMesh, name: string): string {
  if (name === controlPlaneNamespace(mesh)) return "controlPlane.namespace";
  return name === (mesh.controlPlane.cni?.namespace ?? "linkerd-cni")
    ? "controlPlane.cni.namespace"
    : "observability.console.namespace";
}
