import {
  AccessMode,
  AnySource,
  DefaultAccess,
  Injection,
  childPath,
  joinPath,
  type ResolvedGateway,
  type ResolvedMesh,
} from "../model";
import { callGraph } from "./call-graph";
import type { RawFinding } from "./finding";

/** Gateways that nobody reaches, or that lead where nothing lets them in. */
export function gatewayFindings(mesh: ResolvedMesh): RawFinding[] {
  if (mesh.gateways.length === 0) return [];
  return [...closed(mesh), ...shutOut(mesh)];
}

/** What comes in through a gateway is refused where nothing lets the gateway in. */
function shutOut(mesh: ResolvedMesh): RawFinding[] {
  return callGraph(mesh)
    .gateways.filter(({ shut }) => shut.length > 0)
    .map(({ gateway, to, shut }) => ({
      code: "gateway-shut-out" as const,
      path: joinPath("services", to, "allow"),
      message: `gateway ${gateway} leads to ${to} on port ${shut.join(", ")}, where nothing lets it in`,
      fix: `Add { fromGateways: ["${gateway}"] } to allow, or lead elsewhere`,
    }));
}

/** Clients outside prove nothing: a gateway's own proxies refuse them like any caller unless something lets everyone in. */
function closed(mesh: ResolvedMesh): RawFinding[] {
  return mesh.gateways
    .filter((gateway) => !isOpen(mesh, gateway))
    .map(({ id, path, serviceAccount: { namespace, name } }) => ({
      code: "gateway-closed" as const,
      path: childPath(path, "serviceAccount"),
      message: `nothing lets clients outside in to the pods of gateway ${id}, whose proxies refuse whoever proves no identity`,
      fix: `Declare them as a service with serviceAccount ${name} in ${namespace}, the ports of its containers and allow: [{ fromAny: "anyone" }]`,
    }));
}

function isOpen(mesh: ResolvedMesh, { serviceAccount }: ResolvedGateway): boolean {
  const home = mesh.namespaces.find(({ name }) => name === serviceAccount.namespace);
  const open = home ? home.defaultAccess : mesh.controlPlane.proxy.defaultAccess;
  const audited = home?.accessMode === AccessMode.Audit;
  if (open === DefaultAccess.All || audited || home?.proxy.bypass?.inboundPorts) return true;
  return mesh.services
    .filter((service) => service.namespace === serviceAccount.namespace)
    .filter((service) => service.serviceAccount === serviceAccount.name)
    .some(
      ({ rules, definition, injection, accessMode }) =>
        injection === Injection.Enabled &&
        (accessMode === AccessMode.Audit ||
          definition.proxy?.bypass?.inboundPorts !== undefined ||
          rules.some(({ source }) => source.any === AnySource.Anyone || source.networks.length > 0)),
    );
}
