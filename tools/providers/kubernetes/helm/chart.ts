import { ComponentResource, log, output, type ComponentResourceOptions, type Inputs } from "@pulumi/pulumi";
import type { ConstructAnswer, ConstructQuestion } from "../../shared/provider-contract";
import type { Session } from "../session";
import { readChartArguments } from "./chart-arguments";
import { parseManifests } from "./manifests";
import { prepareManifests } from "./prepare-manifests";
import { registerManifests } from "./register-manifests";
import { templateChart } from "./template-chart";

class Chart extends ComponentResource {
  constructor(type: string, name: string, options: ComponentResourceOptions) {
    super(type, name, {}, options);
  }
}

/** `kubernetes:helm.sh/v4:Chart`: helm renders the chart, and each of its objects becomes a resource of its own. */
export async function constructChart(
  session: Session,
  question: ConstructQuestion,
): Promise<ConstructAnswer> {
  const { name, type, inputs, options } = question;
  if (!session.rendering) session.requireCluster();
  const chart = new Chart(type, name, options);
  const resolved = await resolve(inputs);
  if (resolved === undefined) {
    void log.warn("Input properties have unknown values. Preview is incomplete.", chart);
    return { urn: chart.urn, state: {} };
  }
  const args = await readChartArguments(resolved, name);
  if (args.includeHooks && !session.rendering) {
    void log.warn(
      "includeHooks is only supported when the provider is configured with renderYamlToDirectory; Helm hooks will be ignored.",
      chart,
    );
  }
  const { text, warnings } = await templateChart(session, args);
  for (const warning of warnings) void log.warn(warning, chart);
  const prepared = await prepareManifests(session, parseManifests(text), args.namespace);
  if (prepared.unscoped.length > 0) {
    void log.warn(
      "Unable to determine whether the following kinds are namespaced without a reachable cluster or a matching " +
        `CustomResourceDefinition, so they are rendered without a namespace: ${prepared.unscoped.join(", ")}. Set ` +
        ".metadata.namespace explicitly, or include the CustomResourceDefinition, to control the namespace.",
      chart,
    );
  }
  const resources = registerManifests(prepared.manifests, {
    parent: chart,
    prefix: args.resourcePrefix,
    skipAwait: args.skipAwait,
  });
  return { urn: chart.urn, state: { resources } };
}

/** The inputs' values; undefined while any of them is not known yet. */
async function resolve(inputs: Inputs): Promise<Record<string, unknown> | undefined> {
  const promised = output(inputs) as unknown as {
    readonly isKnown: Promise<boolean>;
    promise(): Promise<Record<string, unknown>>;
  };
  return (await promised.isKnown) ? promised.promise() : undefined;
}
