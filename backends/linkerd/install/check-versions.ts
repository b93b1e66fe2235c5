import { Management, quote, type Problem, type ResolvedControlPlane } from "../../../model";
import {
  chartVersionOf,
  compareVersions,
  oldestKubernetesOfNativeSidecars,
  releaseOf,
  testedChartVersion,
  versionLineOf,
  versionLines,
  type VersionLine,
} from "../versions";

const testedLine = versionLineOf(testedChartVersion) ?? versionLines[0];

/** The versions of a definition fit each other. */
export function checkVersions(controlPlane: ResolvedControlPlane): Problem[] {
  const { version = testedChartVersion } = controlPlane;
  const chart = chartVersionOf(version);
  const line = chart === undefined ? undefined : versionLineOf(chart);
  return [
    ...(line === undefined ? [unusable(version, chart)] : []),
    ...checkGatewayApi(controlPlane, line ?? testedLine),
    ...checkKubernetes(controlPlane, line ?? testedLine),
  ];
}

function unusable(version: string, chart: string | undefined): Problem {
  const tested = `Write "${testedChartVersion}" or "${releaseOf(testedChartVersion)}"`;
  if (chart === undefined)
    return {
      path: "controlPlane.version",
      message: `is not a version of Linkerd (got ${quote(version)})`,
      rule: "Charts of edge releases are numbered year.month.number, the releases themselves edge-year.month.number",
      fix: `${tested}, for example`,
    };
  const [oldest] = versionLines;
  return {
    path: "controlPlane.version",
    message: `is too old (got ${quote(version)})`,
    rule: `Charts before ${oldest.from} (Linkerd ${oldest.name}) take other values and would ignore some of this definition's`,
    fix: tested,
  };
}

function checkGatewayApi({ gatewayApi }: ResolvedControlPlane, line: VersionLine): Problem[] {
  const { oldest, newest } = line.gatewayApi;
  const { version, management } = gatewayApi;
  if (version === undefined) return [];
  if (compareVersions(version, oldest) >= 0 && compareVersions(version, newest) <= 0) return [];
  const installed = management === Management.Installed;
  return [
    {
      path: "controlPlane.gatewayApi.version",
      message: `is not supported by Linkerd (got ${quote(version)})`,
      rule: `Linkerd ${line.name} reads Gateway API ${oldest} to ${newest}; routes of another version are skipped silently`,
      fix: installed
        ? `Write "${newest}", or leave it out`
        : `Have it brought to ${newest} by whoever looks after it`,
    },
  ];
}

function checkKubernetes(
  { kubernetesVersion, nativeSidecars, management }: ResolvedControlPlane,
  line: VersionLine,
): Problem[] {
  if (management === Management.Existing) return [];
  if (compareVersions(kubernetesVersion, line.oldestKubernetes) < 0)
    return [
      {
        path: "controlPlane.kubernetesVersion",
        message: `is too old for Linkerd's charts (got ${quote(kubernetesVersion)})`,
        rule: `Those of Linkerd ${line.name} need Kubernetes ${line.oldestKubernetes} or newer`,
        fix: "Declare the version of your cluster, and upgrade it if that is the one",
      },
    ];
  if (!nativeSidecars || compareVersions(kubernetesVersion, oldestKubernetesOfNativeSidecars) >= 0) return [];
  return [
    {
      path: "controlPlane.nativeSidecars",
      message: `needs a newer Kubernetes (got ${quote(kubernetesVersion)})`,
      rule: `Before ${oldestKubernetesOfNativeSidecars} an init container that goes on running keeps its pod from ever starting`,
      fix: "Write nativeSidecars: false, or declare the version of your cluster",
    },
  ];
}
