import type { Environment, NamespaceManagement } from "../model/definition";
import {
  AnySource,
  ProbeType,
  Protocol,
  RetryCondition,
  type CircuitBreakingPolicy,
  type MeshDefinition,
  type NamespaceDefinition,
  type PortDefinition,
  type RouteDefinition,
  type ServiceDefinition,
} from "../model/definition";

/** Namespace of the application. */
export const namespace = "online-boutique";

/** What differs between the places the application runs in. */
export interface Differences {
  readonly environment: Environment;
  /** Who brings the application's namespace. */
  readonly namespaceManagement: NamespaceManagement;
  /**
   * Takes failing pods of the gRPC services out of the load balancing. It is written on the application's own Services, which
   * therefore must exist. Default: off.
   */
  readonly circuitBreaking?: CircuitBreakingPolicy;
  /** Pods of each service, for estimates. */
  readonly replicas: number;
  /** Requests per second that each pod of the frontend takes. */
  readonly frontendRequestsPerSecond: number;
}

/** The mesh of Online Boutique: every service with its true callers, ports and protocols. */
export function onlineBoutique(differences: Differences): MeshDefinition {
  const application: NamespaceDefinition = { management: differences.namespaceManagement };
  return {
    name: namespace,
    environment: differences.environment,
    namespaces: { [namespace]: application },
    services: services(differences),
  };
}

/** Id of a service of the application. */
export function serviceId(name: string): string {
  return `${namespace}/${name}`;
}

function services(differences: Differences): Record<string, ServiceDefinition> {
  const { replicas } = differences;
  const grpc = (callers: string[], port: PortNumbers, policies: Policies): ServiceDefinition => ({
    replicas,
    ports: [{ ...port, protocol: Protocol.Grpc }],
    allow: [{ from: callers }],
    ...(differences.circuitBreaking && { circuitBreaking: differences.circuitBreaking }),
    ...policies,
  });
  const declared: Record<string, ServiceDefinition> = {
    frontend: frontend(differences),
    adservice: grpc(["frontend"], { port: 9555 }, reads("AdService", ["GetAds"])),
    cartservice: grpc(["frontend", "checkoutservice"], { port: 7070 }, { timeouts: { request: "2s" } }),
    checkoutservice: grpc(["frontend"], { port: 5050 }, { timeouts: { request: "15s" } }),
    currencyservice: grpc(
      ["frontend", "checkoutservice"],
      { port: 7000 },
      reads("CurrencyService", ["GetSupportedCurrencies", "Convert"]),
    ),
    emailservice: grpc(
      ["checkoutservice"],
      { port: 5000, targetPort: 8080 },
      { timeouts: { request: "5s" } },
    ),
    // A charge that is tried again may be a second charge: no retries.
    paymentservice: grpc(["checkoutservice"], { port: 50051 }, { timeouts: { request: "5s" } }),
    productcatalogservice: grpc(
      ["frontend", "checkoutservice", "recommendationservice"],
      { port: 3550 },
      reads("ProductCatalogService", ["ListProducts", "GetProduct", "SearchProducts"]),
    ),
    recommendationservice: grpc(
      ["frontend"],
      { port: 8080 },
      // It asks the catalogue itself, so it waits longer than the catalogue does.
      reads("RecommendationService", ["ListRecommendations"], { request: "4s", perTry: "2s" }),
    ),
    // A quote is a read; ShipOrder is not, and keeps the timeout without the retries.
    shippingservice: grpc(
      ["frontend", "checkoutservice"],
      { port: 50051 },
      reads("ShippingService", ["GetQuote"]),
    ),
    "redis-cart": {
      serviceAccount: "default",
      ports: [{ port: 6379, protocol: Protocol.Opaque }],
      allow: [{ from: ["cartservice"] }],
    },
    loadgenerator: {},
  };
  return Object.fromEntries(Object.entries(declared).map(([name, service]) => [serviceId(name), service]));
}

/** The only way in: everyone may call it, and each pod takes only so much. */
function frontend({ replicas, frontendRequestsPerSecond }: Differences): ServiceDefinition {
  return {
    replicas,
    ports: [{ port: 80, targetPort: 8080, protocol: Protocol.Http }],
    probes: [{ type: ProbeType.Http, path: "/_healthz" }],
    allow: [{ fromAny: AnySource.Anyone }],
    timeouts: { request: "20s" },
    rateLimit: { totalRequestsPerSecond: frontendRequestsPerSecond },
  };
}

type PortNumbers = Pick<PortDefinition, "port" | "targetPort">;
type Policies = Pick<ServiceDefinition, "routes" | "timeouts">;

const quick = { request: "1s", perTry: "400ms" };

/** Calls of these methods change nothing, so that a failed one may be tried again. */
function reads(service: string, methods: readonly string[], { request, perTry } = quick): Policies {
  const route: RouteDefinition = {
    name: "reads",
    matches: methods.map((method) => ({ grpc: { service: `hipstershop.${service}`, method } })),
    timeouts: { request },
    retries: { attempts: 2, on: [RetryCondition.Unavailable], perTryTimeout: perTry },
  };
  return { timeouts: { request: "5s" }, routes: [route] };
}
