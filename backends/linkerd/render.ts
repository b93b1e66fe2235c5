import { byText, type ResolvedMesh } from "../../model";
import { ManifestGroup, manifestKey, type RenderedObject } from "../manifest";
import { renderGateways } from "../gateway-api/render";
import { renderAccess } from "./access/server";
import { renderEgress } from "./egress/render";
import { renderInjection } from "./injection";
import { renderObservability } from "./observability/render";
import { renderWorkloadPatch } from "./proxy-settings/workload";
import { renderRateLimits } from "./traffic/rate-limit";
import { renderRoutes } from "./traffic/routes";
import { renderServicePatch } from "./traffic/service-patch";

const order = Object.values(ManifestGroup);

/** Every object of a mesh on Linkerd: injection before policies before gateways, each group in the order of its keys. */
export function render(mesh: ResolvedMesh): RenderedObject[] {
  const policies = mesh.services.flatMap((service) => [
    ...renderAccess(mesh, service),
    ...renderRoutes(mesh, service),
    ...renderRateLimits(mesh, service),
    ...renderServicePatch(service),
    ...renderWorkloadPatch(mesh, service),
  ]);
  const keyed = [
    ...renderInjection(mesh),
    ...renderObservability(mesh),
    ...renderEgress(mesh),
    ...policies,
    ...renderGateways(mesh),
  ].map((object) => ({
    object,
    key: `${String(order.indexOf(object.group))} ${manifestKey(object.manifest)}`,
  }));
  return keyed.sort((a, b) => byText(a.key, b.key)).map(({ object }) => object);
}
