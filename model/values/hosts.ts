/** How well a pattern fits a host: 0 for no pattern, 1 and more for a wildcard, the longest for an exact name. */
export type HostRank = readonly [kind: 0 | 1 | 2, length: number];

/** Rank of the pattern `*.example.com` or `api.example.com` for a host; nothing when it does not fit. */
export function rankHostPattern(pattern: string, host: string): HostRank | undefined {
  const name = host.toLowerCase();
  if (!pattern.startsWith("*.")) return pattern === name ? [2, pattern.length] : undefined;
  return name.endsWith(pattern.slice(1)) && name.length > pattern.length - 1
    ? [1, pattern.length]
    : undefined;
}

/** Best rank of several patterns; without any, every host fits. */
export function rankHosts(patterns: readonly string[], host: string): HostRank | undefined {
  if (patterns.length === 0) return [0, 0];
  return patterns
    .map((pattern) => rankHostPattern(pattern, host))
    .filter((rank) => rank !== undefined)
    .sort((a, b) => b[0] - a[0] || b[1] - a[1])[0];
}

/** Whether two patterns have a host in common. */
export function hostsMeet(a: string, b: string): boolean {
  if (!a.startsWith("*.")) return rankHostPattern(b, a) !== undefined;
  if (!b.startsWith("*.")) return rankHostPattern(a, b) !== undefined;
  return a.slice(1).endsWith(b.slice(1)) || b.slice(1).endsWith(a.slice(1));
}
