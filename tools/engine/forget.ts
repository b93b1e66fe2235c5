import type { RecordedResource } from "./deployment";

interface RawDeployment {
  readonly deployment: { readonly resources?: readonly RecordedResource[] | null };
}

/**
 * The text of `pulumi stack export` without some of its resources, for `pulumi stack import`. Nothing else may depend on
 * them.
 */
export function withoutResources(text: string, forgotten: (resource: RecordedResource) => boolean): string {
  const content = JSON.parse(text) as RawDeployment;
  const resources = (content.deployment.resources ?? []).filter((resource) => !forgotten(resource));
  return JSON.stringify({ ...content, deployment: { ...content.deployment, resources } });
}
