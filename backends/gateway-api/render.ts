import type { ResolvedMesh } from "../../model";
import type { RenderedObject } from "../manifest";
import { renderGateway } from "./gateway";
import { renderGatewayRoute } from "./gateway-route";
import { renderReferenceGrants } from "./reference-grants";

/** Entries from outside the cluster, for whatever controller runs their class. */
export function renderGateways(mesh: ResolvedMesh): RenderedObject[] {
  return mesh.gateways.flatMap((gateway) => [
    renderGateway(mesh, gateway),
    ...gateway.routes.map((route) => renderGatewayRoute(mesh, gateway, route)),
    ...renderReferenceGrants(mesh, gateway),
  ]);
}
