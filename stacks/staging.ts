import {
  Environment,
  NamespaceManagement,
  Protocol,
  type CanaryDefinition,
  type MeshDefinition,
  type ServiceDefinition,
} from "../model/definition";
import { onlineBoutique, serviceId } from "./online-boutique";

const stable = "productcatalogservice";
const candidate = "productcatalogservice-canary";

/** A step of the rollout is this one number; whoever sends the header sees the candidate at any weight. */
const canary: CanaryDefinition = {
  candidate,
  weight: 10,
  headers: [{ name: "x-canary", value: "always" }],
};

/** Production's rehearsal, and where a new product catalogue proves itself. */
export function staging(): MeshDefinition {
  const definition = onlineBoutique({
    environment: Environment.Staging,
    namespaceManagement: NamespaceManagement.Existing,
    circuitBreaking: { consecutiveFailures: 5 },
    replicas: 1,
    frontendRequestsPerSecond: 100,
  });
  const candidateService: ServiceDefinition = {
    selector: { app: candidate },
    ports: [{ port: 3550, protocol: Protocol.Grpc }],
  };
  return {
    ...definition,
    services: {
      ...definition.services,
      [serviceId(stable)]: { ...definition.services[serviceId(stable)], canary },
      [serviceId(candidate)]: candidateService,
    },
  };
}
