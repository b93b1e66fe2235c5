import * as pulumi from "@pulumi/pulumi";
import { ManifestGroup, scrapeJobsFile, type RenderedObject } from "../backends";
import type { FeatureId, MeshDefinition } from "../model";
import { reportingTo } from "./definition-error";
import { destinationOf } from "./kubernetes-provider";
import { typeTokens } from "./names";
import { declareRendered } from "./objects/declare-rendered";
import { predecessorsOf } from "./ordering";
import { renderingOf } from "./rendering";
import type { TargetArgs } from "./target";

/** What a mesh tells about itself. */
export interface ObservabilityArgs {
  /** The mesh that is observed. */
  mesh: MeshDefinition;
  /** Where its objects go. Default: the cluster that kubectl would take. */
  target?: TargetArgs;
}

/** Objects by which a mesh is observed and that belong to no single service: who may read the proxies' metrics, and the like. */
export class Observability extends pulumi.ComponentResource {
  /** Number of objects. */
  public readonly objectCount: pulumi.Output<number>;
  /** Grafana dashboards for import by hand: key is the file, value its JSON. Empty when none are asked for. */
  public readonly dashboards: pulumi.Output<Record<string, string>>;
  /**
   * Scrape jobs as YAML, for a Secret that the Prometheus Operator's `additionalScrapeConfigs` names. Empty when no scrape
   * configuration is asked for.
   */
  public readonly scrapeJobs: pulumi.Output<string>;

  constructor(name: string, args: ObservabilityArgs, opts?: pulumi.ComponentResourceOptions) {
    super(typeTokens.observability, name, { mesh: args.mesh.name }, opts);
    const { objects, destination } = reportingTo(this, () => ({
      objects: meshPolicies(renderingOf(args.mesh).objects),
      destination: destinationOf(this, name, args.target),
    }));
    for (const object of objects)
      declareRendered({ component: this, name, destination }, object, predecessorsOf(opts));

    this.objectCount = pulumi.output(objects.length);
    this.dashboards = pulumi.output(textsFor(objects, "dashboards.grafana"));
    this.scrapeJobs = pulumi.output(textsFor(objects, "metrics.scrapeConfiguration")[scrapeJobsFile] ?? "");
    this.registerOutputs({
      objectCount: this.objectCount,
      dashboards: this.dashboards,
      scrapeJobs: this.scrapeJobs,
    });
  }
}

/** Texts of the ConfigMaps that exist for a feature: key is the file. */
function textsFor(objects: readonly RenderedObject[], feature: FeatureId): Record<string, string> {
  const data = objects
    .filter(({ features }) => features.includes(feature))
    .map(({ manifest }) => manifest["data"] as Record<string, string>);
  return Object.assign({}, ...data) as Record<string, string>;
}

/** Policies that belong to the mesh or a namespace as a whole. */
export function meshPolicies(objects: readonly RenderedObject[]): RenderedObject[] {
  return objects.filter(
    ({ group, owner }) =>
      group === ManifestGroup.Policy && (owner.kind === "mesh" || owner.kind === "namespace"),
  );
}
