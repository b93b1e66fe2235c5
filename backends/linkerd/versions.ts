/** Version of the charts that this release was tested with: Linkerd edge-26.8.3. */
export const testedChartVersion = "2026.8.3";

/** Repository in which the project publishes its charts of edge releases; it publishes no others. */
export const chartRepository = "https://helm.linkerd.io/edge";

/** What a Linkerd version needs, from its release notes and charts. */
export interface VersionLine {
  /** What the project calls it. */
  readonly name: string;
  /** First chart version of the line. */
  readonly from: string;
  /** Gateway API releases that it reads; routes of others are skipped silently. */
  readonly gatewayApi: { readonly oldest: string; readonly newest: string };
  /** Oldest Kubernetes that its charts accept. */
  readonly oldestKubernetes: string;
}

/**
 * Oldest first. Releases between two lines belong to the older one. Before 2.19 the charts had other values for traces and
 * images.
 */
export const versionLines: readonly [VersionLine, ...VersionLine[]] = [
  {
    name: "2.19",
    from: "2025.10.7",
    gatewayApi: { oldest: "1.1.1", newest: "1.2.1" },
    oldestKubernetes: "1.23.0",
  },
  {
    name: "2.20",
    from: "2026.6.3",
    gatewayApi: { oldest: "1.2.1", newest: "1.5.1" },
    oldestKubernetes: "1.31.0",
  },
];
/** Charts that first know the unified circuit breaker and penalties for failing endpoints: edge-26.6.2. */
export const unifiedBreakerVersion = "2026.6.2";

/** Gateway API from which on redirects are taken to know all statuses. */
export const wholeRedirects = "1.5.0";

/** Oldest Kubernetes whose init containers may go on running, which native sidecars are. */
export const oldestKubernetesOfNativeSidecars = "1.29.0";

const chartShape = /^(20\d\d)\.(\d{1,2})\.(\d{1,2})$/;
const releaseShape = /^edge-(\d\d)\.(\d{1,2})\.(\d{1,2})$/;

/** The chart version that a text names, as a chart's or as a release; nothing when it is neither. */
export function chartVersionOf(text: string): string | undefined {
  if (chartShape.test(text)) return text;
  const [, year, month, number] = releaseShape.exec(text) ?? [];
  if (year === undefined || month === undefined || number === undefined) return undefined;
  return `20${year}.${month}.${number}`;
}

/** The name of the release that a chart version belongs to. */
export function releaseOf(chartVersion: string): string {
  return `edge-${chartVersion.replace(/^20/, "")}`;
}

/** The line that a chart version belongs to; nothing when it is older than all of them. */
export function versionLineOf(chartVersion: string): VersionLine | undefined {
  return versionLines.filter(({ from }) => compareVersions(chartVersion, from) >= 0).at(-1);
}

/** Numbers of a version, for comparison; what follows a `-` does not count. */
export function compareVersions(a: string, b: string): number {
  const numbers = (version: string): number[] => (version.split("-")[0] ?? "").split(".").map(Number);
  const [left, right] = [numbers(a), numbers(b)];
  for (const [index, value] of left.entries()) {
    const difference = value - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
