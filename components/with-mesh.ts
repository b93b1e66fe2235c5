import type { types } from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { annotationsIn } from "../backends";
import { childPath, quote, throwIfAny, type MeshDefinition } from "../model";
import { renderingOf } from "./rendering";

type PodTemplate = types.input.core.v1.PodTemplateSpec;
type Metadata = types.input.meta.v1.ObjectMeta;

/**
 * A pod template with what the mesh asks of the service's pods: the workload stays in the program that declares it, and nothing is
 * patched. For Deployments, StatefulSets, DaemonSets, and Jobs alike.
 * @param mesh the definition of the mesh
 * @param service the service that the pods belong to, `namespace/name`
 * @param template the application's own pod template
 * @throws MeshInputError when the definition has problems, or the template says something else of the same annotation
 */
export function withMesh<T extends PodTemplate>(mesh: MeshDefinition, service: string, template: T): T {
  const annotations = annotationsIn(renderingOf(mesh).mesh, service);
  const { metadata } = template;
  const isPlain = metadata === undefined || isPlainMetadata(metadata);
  return {
    ...template,
    metadata: isPlain
      ? merged(service, metadata ?? {}, annotations)
      : pulumi.output(metadata).apply((known) => merged(service, known as Metadata, annotations)),
  };
}

function isPlainMetadata(metadata: NonNullable<PodTemplate["metadata"]>): metadata is Metadata {
  if (pulumi.Output.isInstance(metadata) || metadata instanceof Promise) return false;
  const { annotations } = metadata;
  return !pulumi.Output.isInstance(annotations) && !(annotations instanceof Promise);
}

function merged(service: string, metadata: Metadata, ours: Readonly<Record<string, string>>): Metadata {
  const theirs = (metadata.annotations ?? {}) as Readonly<Record<string, pulumi.Input<string>>>;
  throwIfAny(
    `pod template of ${service}`,
    Object.entries(ours).flatMap(([key, value]) => {
      const other = theirs[key];
      if (other === undefined || other === value) return [];
      return [
        {
          path: childPath("metadata", "annotations", key),
          message: `says something else than the mesh's definition (got ${quote(typeof other === "string" ? other : "an output")}, the definition ${quote(value)})`,
          rule: "One of the two would be lost",
          fix: "Take it out of the template, or say it in the definition",
        },
      ];
    }),
  );
  return { ...metadata, annotations: { ...theirs, ...ours } };
}
