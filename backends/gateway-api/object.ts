import { sortedUnique, type FeatureId, type ResolvedGateway, type ResolvedMesh } from "../../model";
import { ManifestGroup, Ownership, standardLabels, type RenderedObject } from "../manifest";

interface ObjectBody {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly spec: Readonly<Record<string, unknown>>;
}

/** An object of a gateway that is ours as a whole. */
export function gatewayObject(
  mesh: ResolvedMesh,
  gateway: ResolvedGateway,
  { apiVersion, kind, name, namespace, spec }: ObjectBody,
  features: Iterable<FeatureId>,
): RenderedObject {
  return {
    manifest: { apiVersion, kind, metadata: { name, namespace, labels: standardLabels(mesh) }, spec },
    owner: { kind: "gateway", name: gateway.id },
    features: sortedUnique(features, (feature) => feature),
    group: ManifestGroup.Gateway,
    ownership: Ownership.Whole,
  };
}
