import { yamlText } from "../../yaml-text";
import { MetricsDiscovery, type ResolvedMesh } from "../../../model";
import {
  ManifestGroup,
  Ownership,
  scrapeJobsFile,
  standardLabels,
  type RenderedObject,
} from "../../manifest";
import { consoleNamespace, controlPlaneNamespace, objectName } from "../names";

/** Key of the ConfigMap for `scrape_config_files` of Prometheus. */
export const scrapeFile = "scrape-configuration.yaml";

/** Scrape jobs for a Prometheus without the operator, where the definition asks for them. */
export function renderScrapeConfiguration(mesh: ResolvedMesh): RenderedObject[] {
  const { discovery, scrapeNamespace = controlPlaneNamespace(mesh) } = mesh.metrics;
  if (discovery !== MetricsDiscovery.ScrapeConfiguration) return [];
  const jobs = scrapeJobs(mesh);
  return [
    {
      manifest: {
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: {
          name: objectName("mesh", "scrape-configuration"),
          namespace: scrapeNamespace,
          labels: standardLabels(mesh),
        },
        data: { [scrapeFile]: yamlText({ scrape_configs: jobs }), [scrapeJobsFile]: yamlText(jobs) },
      },
      owner: { kind: "mesh", name: mesh.name },
      features: ["metrics.scrapeConfiguration"],
      group: ManifestGroup.Policy,
      ownership: Ownership.Whole,
    },
  ];
}

type Relabeling = Readonly<Record<string, unknown>>;

const containerPort = "__meta_kubernetes_pod_container_port_name";
const containerName = "__meta_kubernetes_pod_container_name";
const podLabel = "__meta_kubernetes_pod_label_";

const keep = (sources: readonly string[], regex: string): Relabeling => ({
  source_labels: sources,
  action: "keep",
  regex,
});
const copy = (source: string, target: string): Relabeling => ({
  source_labels: [source],
  action: "replace",
  target_label: target,
});
const map = (regex: string, replacement = "$1"): Relabeling => ({ action: "labelmap", regex, replacement });
const drop = (regex: string): Relabeling => ({ action: "labeldrop", regex });

/** The jobs that Linkerd's own Prometheus has for the control plane and for proxies, with the same labels. */
function scrapeJobs(mesh: ResolvedMesh): unknown[] {
  const { scrapeInterval } = mesh.metrics;
  const namespace = controlPlaneNamespace(mesh);
  const intervals = { scrape_interval: scrapeInterval, scrape_timeout: scrapeInterval };
  const partsOf = (namespaces: readonly string[] | undefined): unknown[] => [
    { role: "pod", ...(namespaces && { namespaces: { names: namespaces } }) },
  ];
  const parts = [
    { source_labels: [containerPort], action: "drop", regex: "linkerd-admin" },
    copy(containerName, "component"),
  ];
  return [
    {
      job_name: "linkerd-controller",
      ...intervals,
      kubernetes_sd_configs: partsOf([namespace, ...(mesh.console ? [consoleNamespace(mesh)] : [])]),
      relabel_configs: [keep([containerPort], ".*admin"), ...parts],
    },
    {
      job_name: "linkerd-multicluster-controller",
      ...intervals,
      kubernetes_sd_configs: partsOf(undefined),
      relabel_configs: [
        keep(
          [`${podLabel}linkerd_io_control_plane_component`, containerPort],
          "(linkerd-service-mirror|controller);.*-admin",
        ),
        ...parts,
      ],
    },
    {
      job_name: "linkerd-proxy",
      ...intervals,
      kubernetes_sd_configs: partsOf(undefined),
      relabel_configs: proxyRelabelings(namespace),
    },
  ];
}

function proxyRelabelings(namespace: string): Relabeling[] {
  return [
    keep(["__meta_kubernetes_pod_phase"], "(Pending|Running)"),
    keep(
      [containerName, containerPort, `${podLabel}linkerd_io_control_plane_ns`],
      `linkerd-proxy;linkerd-admin;${namespace}`,
    ),
    copy("__meta_kubernetes_namespace", "namespace"),
    copy("__meta_kubernetes_pod_name", "pod"),
    // `job` is Prometheus' own label, so that Kubernetes Jobs get another.
    copy(`${podLabel}linkerd_io_proxy_job`, "k8s_job"),
    drop(`${podLabel}linkerd_io_proxy_job`),
    map(`${podLabel}linkerd_io_proxy_(.+)`),
    drop(`${podLabel}linkerd_io_proxy_(.+)`),
    map(`${podLabel}linkerd_io_(.+)`),
    map(`${podLabel}(.+)`, "__tmp_pod_label_$1"),
    map("__tmp_pod_label_linkerd_io_(.+)", "__tmp_pod_label_$1"),
    drop("__tmp_pod_label_linkerd_io_(.+)"),
    map("__tmp_pod_label_(.+)"),
  ];
}
