import { sortedUnique, type FeatureId, type ResolvedMesh, type ResolvedService } from "../../model";
import { ManifestGroup, Ownership, standardLabels, type Manifest, type RenderedObject } from "../manifest";

interface ObjectBody {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly spec: Readonly<Record<string, unknown>>;
}

/** An object of a service's policy that is ours as a whole, in the service's namespace. */
export function policyObject(
  mesh: ResolvedMesh,
  service: ResolvedService,
  body: ObjectBody,
  features: Iterable<FeatureId>,
): RenderedObject {
  const { annotations = {} } = body;
  const manifest: Manifest = {
    apiVersion: body.apiVersion,
    kind: body.kind,
    metadata: {
      name: body.name,
      namespace: service.namespace,
      labels: standardLabels(mesh),
      ...(Object.keys(annotations).length > 0 && { annotations }),
    },
    spec: body.spec,
  };
  return {
    manifest,
    owner: { kind: "service", name: service.id },
    features: sortedFeatures(features),
    group: ManifestGroup.Policy,
    ownership: Ownership.Whole,
  };
}

/** Features sorted and named once. */
export function sortedFeatures(features: Iterable<FeatureId>): FeatureId[] {
  return sortedUnique(features, (feature) => feature);
}
