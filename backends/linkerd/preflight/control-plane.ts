import { parse } from "yaml";
import { Management, quote, type Problem, type ResolvedMesh } from "../../../model";
import { isOwn, type ClusterFacts } from "../../cluster-facts";
import { chartVersion } from "../install/charts";
import { controlPlaneNamespace } from "../names";
import { chartVersionOf, compareVersions, releaseOf, versionLineOf, versionLines } from "../versions";
import { configReference, injectorReference, linkerdCrds } from "./references";

/** What a control plane that is on the cluster says of itself. */
interface LinkerdConfig {
  readonly clusterDomain?: unknown;
  readonly identityTrustDomain?: unknown;
  readonly linkerdVersion?: unknown;
}

/** A cluster has one Linkerd, and it is the one that the definition speaks of. */
export function checkControlPlane(mesh: ResolvedMesh, facts: ClusterFacts, mayComeLater: boolean): Problem[] {
  const config = configOf(mesh, facts);
  return mesh.controlPlane.management === Management.Installed
    ? [
        ...checkOtherControlPlane(mesh, facts),
        ...checkCrds(mesh, facts, mayComeLater),
        ...checkUpgrade(mesh, config),
      ]
    : checkExisting(mesh, config, mayComeLater);
}

function configOf(mesh: ResolvedMesh, facts: ClusterFacts): LinkerdConfig | undefined {
  const text = facts(configReference(mesh))?.data?.["values"];
  if (text === undefined) return undefined;
  const config: unknown = parse(text, { logLevel: "silent" });
  return typeof config === "object" && config !== null ? config : {};
}

function checkOtherControlPlane(mesh: ResolvedMesh, facts: ClusterFacts): Problem[] {
  const own = controlPlaneNamespace(mesh);
  const [other] = (facts(injectorReference)?.webhooks ?? [])
    .flatMap(({ clientConfig }) => clientConfig?.service?.namespace ?? [])
    .filter((namespace) => namespace !== own);
  if (other === undefined) return [];
  return [
    {
      path: "controlPlane.namespace",
      message: `is ${quote(own)}, and the cluster has a Linkerd in the namespace ${quote(other)}`,
      rule: "A cluster has one control plane: its webhooks and roles have names without a namespace",
      fix: `Write controlPlane.management = "existing" and controlPlane.namespace = ${quote(other)} to use it`,
    },
  ];
}

function checkCrds(mesh: ResolvedMesh, facts: ClusterFacts, mayComeLater: boolean): Problem[] {
  const found = linkerdCrds.flatMap((reference) => facts(reference) ?? []);
  if (mesh.controlPlane.crds === Management.Existing) {
    const missing = linkerdCrds.filter((reference) => facts(reference) === undefined);
    if (missing.length === 0 || mayComeLater) return [];
    return [
      {
        path: "controlPlane.crds",
        message: `is existing, and the cluster lacks CRDs of Linkerd (${missing.map(({ name }) => name).join(", ")})`,
        rule: "The control plane does not start without them",
        fix: 'Have them installed first, or write crds: "installed"',
      },
    ];
  }
  const [other] = found.filter((crd) => !isOwn(mesh, crd));
  if (other === undefined) return [];
  return [
    {
      path: "controlPlane.crds",
      message: `is installed, and the cluster has CRDs of Linkerd already (${other.metadata.name})`,
      rule: "They belong to somebody else, and older definitions over newer ones make stored policies unreadable",
      fix: 'Write crds: "existing" to use them, or controlPlane.management = "existing" where a control plane is there too',
    },
  ];
}

/** One line of versions at a time, and never back: stored objects may be of a version that older CRDs do not know. */
function checkUpgrade(mesh: ResolvedMesh, config: LinkerdConfig | undefined): Problem[] {
  const text = config?.linkerdVersion;
  const running = typeof text === "string" ? chartVersionOf(text) : undefined;
  if (running === undefined) return [];
  const wanted = chartVersion(mesh);
  const steps = lineNumber(wanted) - lineNumber(running);
  const problem = {
    path: "controlPlane.version",
    message: `is ${wanted}, and ${releaseOf(running)} is running`,
  };
  if (compareVersions(wanted, running) < 0)
    return [
      {
        ...problem,
        rule: "An older control plane does not know what a newer one stored",
        fix: `Write "${running}" or a newer version`,
      },
    ];
  if (steps <= 1) return [];
  return [
    {
      ...problem,
      rule: "Linkerd is upgraded one version at a time, and proxies are restarted in between",
      fix: `Go to ${versionLines[lineNumber(running) + 1]?.from ?? wanted} first`,
    },
  ];
}

/** Number of a version's line; versions older than all lines come before the first. */
function lineNumber(version: string): number {
  const line = versionLineOf(version);
  return line === undefined ? -1 : versionLines.indexOf(line);
}

function checkExisting(
  mesh: ResolvedMesh,
  config: LinkerdConfig | undefined,
  mayComeLater: boolean,
): Problem[] {
  const namespace = controlPlaneNamespace(mesh);
  if (config === undefined && mayComeLater) return [];
  if (config === undefined)
    return [
      {
        path: "controlPlane.management",
        message: `is existing, and the namespace ${quote(namespace)} has no Linkerd`,
        rule: "Every Linkerd has a ConfigMap linkerd-config beside it",
        fix: 'Name its namespace as controlPlane.namespace, or write management: "installed"',
      },
    ];
  const clusterDomain = textOf(config.clusterDomain) ?? mesh.clusterDomain;
  const trustDomain = textOf(config.identityTrustDomain) ?? clusterDomain;
  return [
    ...differs("clusterDomain", mesh.clusterDomain, clusterDomain),
    ...differs("trustDomain", mesh.trustDomain, trustDomain),
  ];
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function differs(field: "clusterDomain" | "trustDomain", wanted: string, running: string): Problem[] {
  if (wanted === running) return [];
  return [
    {
      path: field,
      message: `is not that of the Linkerd on the cluster (got ${quote(wanted)}, there ${quote(running)})`,
      rule: "Identities end with it: rules for another one let nobody in",
      fix: `Write ${field}: ${quote(running)}`,
    },
  ];
}
