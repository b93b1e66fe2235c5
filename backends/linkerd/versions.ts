/** Version of the charts that this release was tested with: Linkerd edge-26.8.3. */
export const testedChartVersion = "2026.8.3";

/** Repository in which the project publishes its charts of edge releases; it publishes no others. */
export const chartRepository = "https://helm.linkerd.io/edge";

/** Gateway API releases that the tested version reads, and the one that is installed. */
export const gatewayApi = { oldest: "1.2.1", newest: "1.5.1" } as const;

/** Oldest Kubernetes that the tested version's charts accept. */
export const oldestKubernetes = "1.31.0";

/** Charts with year, month and number, as the project names them. */
export const chartVersionShape = /^20\d\d\.\d{1,2}\.\d{1,2}$/;

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
