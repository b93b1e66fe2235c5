import { parseAllDocuments, type Document, type Tags } from "yaml";
import { isPropertyMap, type PropertyValue } from "../../shared/property-value";
import type { Manifest } from "../object/manifest";

/**
 * Reads the manifests in a YAML text as Kubernetes' own tools do: by YAML 1.1, in which `on` is a boolean, but without its
 * types for times.
 *
 * @throws Error naming the place that cannot be read.
 */
export function parseManifests(text: string): Manifest[] {
  const documents = parseAllDocuments(text, { version: "1.1", uniqueKeys: false, customTags: withoutTimes });
  return (Array.isArray(documents) ? documents : []).flatMap((document: Document) => {
    const [error] = document.errors;
    if (error !== undefined) throw new Error(`the rendered chart is not YAML: ${error.message}`);
    const value = document.toJS() as PropertyValue;
    return isPropertyMap(value) && Object.keys(value).length > 0 ? [value] : [];
  });
}

function withoutTimes(tags: Tags): Tags {
  return tags.filter(
    (tag) => typeof tag === "string" || !(tag.tag === "tag:yaml.org,2002:timestamp" || tag.format === "TIME"),
  );
}
