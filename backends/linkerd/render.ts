import { byText, type ResolvedMesh } from "../../model";
import { ManifestGroup, manifestKey, type RenderedObject } from "../manifest";
import { renderAccess } from "./access/server";
import { renderEgress } from "./egress/render";
import { renderInjection } from "./injection";
import { renderObservability } from "./observability/render";
import { renderWorkloadPatch } from "./proxy-settings/workload";
import { renderRateLimits } from "./traffic/rate-limit";
import { renderRoutes } from "./traffic/routes";
import { renderServicePatch } from "./traffic/service-patch";

/** Every object of a mesh on Linkerd: injection before policies, each group in the order of its keys. */
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
  ].map((object) => ({
    object,
    key: `${object.group === ManifestGroup.Injection ? "0" : "1"} ${manifestKey(object.manifest)}`,
  }));
  return keyed.sort((a, b) => byText(a.key, b.key)).map(({ object }) => object);
}
