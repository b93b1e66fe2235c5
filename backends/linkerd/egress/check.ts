import {
  EgressPolicy,
  GatewayApiChannel,
  Protocol,
  childPath,
  containsRange,
  parseCidr,
  quote,
  type Problem,
  type ResolvedExternalService,
  type ResolvedMesh,
} from "../../../model";
import { egressPlans, type EgressPlan } from "./plan";

/** External services that Linkerd cannot tell apart, or whose objects it would accept and not carry out. */
export function checkEgress(mesh: ResolvedMesh): Problem[] {
  if (mesh.externalServices.length === 0) return [];
  const plans = egressPlans(mesh);
  return [
    ...mesh.externalServices.flatMap((service) => [
      ...checkOverlap(mesh, service),
      ...checkBytes(mesh, service),
    ]),
    ...checkChannel(mesh, plans),
    ...checkClashes(plans),
  ];
}

/** An EgressNetwork that overlaps the cluster is not accepted, and with it none of its routes. */
function checkOverlap(
  { controlPlane }: ResolvedMesh,
  { path, definition }: ResolvedExternalService,
): Problem[] {
  return (definition.networks ?? []).flatMap((cidr, index) => {
    const range = parseCidr(cidr);
    const cluster = controlPlane.clusterNetworks.find((network) => {
      const other = parseCidr(network);
      return range && other && (containsRange(range, other) || containsRange(other, range));
    });
    if (cluster === undefined) return [];
    return [
      {
        path: childPath(path, "networks", index),
        message: `overlaps the cluster's own addresses (got ${quote(cidr)}, cluster ${cluster})`,
        rule: "Linkerd accepts no EgressNetwork within clusterNetworks, and lets everything there pass",
        fix: "Write controlPlane.clusterNetworks as narrow as the cluster really is",
      },
    ];
  });
}

/** Bytes carry no name: a route of them on the network of all other addresses would let everything out on the port. */
function checkBytes(mesh: ResolvedMesh, { path, networks, definition }: ResolvedExternalService): Problem[] {
  if (mesh.egressPolicy === EgressPolicy.AllowAny || networks.length > 0) return [];
  return definition.ports.flatMap(({ protocol }, index) => {
    if (protocol !== Protocol.Tcp && protocol !== Protocol.Opaque) return [];
    return [
      {
        path: childPath(path, "ports", index, "protocol"),
        message: `shows no host to compare (got ${quote(protocol)})`,
        rule: "On such ports Linkerd knows an external service by its addresses only",
        fix: `Add networks, or write protocol: "tls" if the application speaks TLS`,
      },
    ];
  });
}

/** TLSRoute and TCPRoute in the version that Linkerd reads are in the experimental channel only. */
function checkChannel({ controlPlane }: ResolvedMesh, plans: readonly EgressPlan[]): Problem[] {
  if (controlPlane.gatewayApi.channel === GatewayApiChannel.Experimental) return [];
  const kinds = new Set(plans.flatMap(({ routes }) => routes.map(({ kind }) => kind)));
  const needed = (["TLSRoute", "TCPRoute"] as const).filter((kind) => kinds.has(kind));
  if (needed.length === 0) return [];
  return [
    {
      path: "controlPlane.gatewayApi.channel",
      message: `lacks what external services become (got ${quote(controlPlane.gatewayApi.channel)}, needed ${needed.join(" and ")})`,
      rule: "Linkerd reads both as v1alpha2, which the standard channel does not serve, and ignores them without a word",
      fix: `Write channel: "experimental"`,
    },
  ];
}

function checkClashes(plans: readonly EgressPlan[]): Problem[] {
  const problems = plans.flatMap(({ clashes }) =>
    clashes.map(({ service, port, others }): Problem => {
      const index = service.definition.ports.findIndex((candidate) => candidate.port === port);
      const names = [...new Set(others.map((other) => `${other.name} ${protocolOn(other, port)}`))].sort();
      return {
        path: childPath(service.path, "ports", index, "protocol"),
        message: `cannot stand beside others on port ${String(port)} (got ${protocolOn(service, port)}${names.length === 0 ? "" : `, beside ${names.join(", ")}`})`,
        rule: "Linkerd looks at one port in one way: requests, gRPC calls, server names or none; the rest is not applied",
        fix:
          names.length === 0
            ? `Write protocol: "http2" for gRPC where everything may go out, so that other calls on the port go on`
            : `Write "http2" for gRPC beside HTTP, or give one of them addresses of its own under networks`,
      };
    }),
  );
  return [...new Map(problems.map((problem) => [problem.path + problem.message, problem])).values()];
}

function protocolOn({ ports }: ResolvedExternalService, number: number): string {
  return ports.find(({ port }) => port === number)?.protocol ?? "";
}
