import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();
const provider = new k8s.Provider("cluster", { kubeconfig: config.require("kubeconfig") });
const namespace = new k8s.core.v1.Namespace(
  "chart",
  { metadata: { name: config.require("namespace") } },
  { provider },
);

const values: Record<string, string> = { greeting: config.get("greeting") ?? "hello" };
const chart = new k8s.helm.v4.Chart(
  "demo",
  {
    chart: config.get("chart") ?? "./demo",
    namespace: config.require("namespace"),
    values,
    valueYamlFiles: [new pulumi.asset.StringAsset("greeting: overridden\nreplicas: 2\n")],
  },
  {
    provider,
    dependsOn: namespace,
    transforms: [
      ({ type, props, opts }) => {
        if (type !== "kubernetes:core/v1:ConfigMap") return undefined;
        const metadata = props["metadata"] as k8s.types.input.meta.v1.ObjectMeta;
        const labels = { ...(metadata.labels as Record<string, string> | undefined), transformed: "yes" };
        return { props: { ...props, metadata: { ...metadata, labels } }, opts };
      },
    ],
  },
);

/** Objects of kinds that the SDK has no class for come as their ids. */
export const names = chart.resources.apply((resources) =>
  pulumi.all(
    (resources as (pulumi.Resource | string)[]).map((resource) =>
      typeof resource === "string" ? resource : resource.urn.apply((urn) => urn.split("::").pop()),
    ),
  ),
);
