import { readFileSync } from "node:fs";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

interface HandwrittenObject {
  readonly owner: string;
  readonly patch: boolean;
  readonly manifest: kubernetes.apiextensions.CustomResourceArgs & {
    metadata: { name: string; namespace?: string };
  };
}

/** What a person would write without the package: a component for each service, and its objects spelt out. */
class Service extends pulumi.ComponentResource {
  constructor(name: string, objects: readonly HandwrittenObject[], provider: kubernetes.Provider) {
    super("bench:index:Service", name, {}, { provider });
    for (const { manifest, patch } of objects) {
      const { metadata, kind } = manifest;
      const options = { parent: this, provider };
      const logicalName = `${name}:${kind}:${metadata.namespace ?? ""}/${metadata.name}`;
      if (kind === "Namespace" && patch)
        new kubernetes.core.v1.NamespacePatch(logicalName, { metadata }, options);
      else if (kind === "Service" && patch)
        new kubernetes.core.v1.ServicePatch(logicalName, { metadata }, options);
      else new kubernetes.apiextensions.CustomResource(logicalName, manifest, options);
    }
    this.registerOutputs({});
  }
}

const objects = JSON.parse(readFileSync("objects.json", "utf8")) as HandwrittenObject[];
const provider = new kubernetes.Provider("kubernetes", { renderYamlToDirectory: "rendered" });
for (const owner of new Set(objects.map((object) => object.owner))) {
  const own = objects.filter((object) => object.owner === owner);
  new Service(owner, own, provider);
}
