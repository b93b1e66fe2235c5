import { Management, throwIfAny, hasOwn } from "../model";
import type {
  BackendName,
  Environment,
  GatewayApiChannel,
  GatewayDefinition,
  JwtProvider,
  MeshDefinition,
  NamespaceDefinition,
  PortDefinition,
  ServiceDefinition,
} from "../model";
import type { RenderedMesh } from "../backends";

/** A service of the mesh as others need to know it to name it. */
export interface ServiceCoordinates {
  /** Kubernetes service account of its pods. */
  serviceAccount: string;
  /** Labels that select its pods: key is the label, value its value. */
  selector: Record<string, string>;
  /** Ports that others may call. */
  ports: PortDefinition[];
}

/**
 * What another stack must know of a mesh to add services to it. `Mesh` has it as an output; plain data, so that it can go
 * through a stack reference or a file.
 */
export interface MeshCoordinates {
  /** Name of the mesh. */
  name: string;
  /** What kind of place it runs in. */
  environment: Environment;
  /** The mesh that carries the definition out. */
  backend: BackendName;
  /** DNS domain of the cluster. */
  clusterDomain: string;
  /** Domain of the workloads' identities. */
  trustDomain: string;
  /** Namespace of the control plane. */
  controlPlaneNamespace: string;
  /** Version of the control plane's charts. */
  controlPlaneVersion: string;
  /** Address ranges of the cluster. Default, where the mesh's stack does not say: those of most clusters. */
  clusterNetworks?: string[];
  /** Channel of the Gateway API that the cluster serves. Default, where the mesh's stack does not say: standard. */
  gatewayApiChannel?: GatewayApiChannel;
  /** Issuers of tokens that access rules may ask for: key is the name. */
  jwtProviders?: Record<string, JwtProvider>;
  /** Gateways that access rules may name, without their routes: key is `namespace/name`. */
  gateways?: Record<string, GatewayDefinition>;
  /** Namespaces of the mesh: key is the name. */
  namespaces: Record<string, NamespaceDefinition>;
  /** Services that the mesh's own stack declares: key is `namespace/name`. */
  services: Record<string, ServiceCoordinates>;
}

/** What other stacks must know of a mesh. */
export function coordinatesOf(
  definition: MeshDefinition,
  { mesh, installation }: RenderedMesh,
): MeshCoordinates {
  return {
    name: mesh.name,
    environment: mesh.environment,
    backend: mesh.backend,
    clusterDomain: mesh.clusterDomain,
    trustDomain: mesh.trustDomain,
    controlPlaneNamespace: installation.trust.bundle.namespace,
    controlPlaneVersion: installation.version,
    clusterNetworks: [...mesh.controlPlane.clusterNetworks],
    gatewayApiChannel: mesh.controlPlane.gatewayApi.channel,
    ...(definition.jwtProviders && { jwtProviders: definition.jwtProviders }),
    ...(definition.gateways && { gateways: withoutRoutes(definition.gateways) }),
    namespaces: definition.namespaces,
    services: Object.fromEntries(
      mesh.services.map(({ id, serviceAccount, selector, ports }) => [
        id,
        { serviceAccount, selector: { ...selector }, ports: ports.map((port) => ({ ...port })) },
      ]),
    ),
  };
}

/** Where gateways lead is their own stack's matter. */
function withoutRoutes(gateways: Record<string, GatewayDefinition>): Record<string, GatewayDefinition> {
  return Object.fromEntries(
    Object.entries(gateways).map(([id, { gatewayClass, serviceAccount, listeners }]) => [
      id,
      { gatewayClass, serviceAccount, listeners },
    ]),
  );
}

/**
 * The definition of a mesh that someone else runs, with services added to it.
 * @throws MeshInputError when a service is the other stack's already
 */
export function extendedDefinition(
  coordinates: MeshCoordinates,
  services: Record<string, ServiceDefinition>,
): MeshDefinition {
  const { controlPlaneNamespace, controlPlaneVersion, clusterNetworks, gatewayApiChannel, ...rest } =
    coordinates;
  const { services: known, ...mesh } = rest;
  throwIfAny(
    "service policies",
    Object.keys(services)
      .filter((id) => hasOwn(known, id))
      .map((id) => ({
        path: `services[${JSON.stringify(id)}]`,
        message: "is declared by the mesh's own stack",
        rule: "Two stacks would fight over the same objects",
        fix: "Declare the service in one of them only",
      })),
  );
  return {
    ...mesh,
    controlPlane: {
      management: Management.Existing,
      namespace: controlPlaneNamespace,
      version: controlPlaneVersion,
      ...(clusterNetworks && { clusterNetworks }),
      ...(gatewayApiChannel && { gatewayApi: { channel: gatewayApiChannel } }),
    },
    services: { ...known, ...services },
  };
}
