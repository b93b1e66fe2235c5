/** How well a host matches: 0 without hostnames, 1 for a wildcard, 2 for an exact one. */
export interface HostRank {
  readonly kind: 0 | 1 | 2;
  readonly length: number;
}

/** The best rank of a request's host among a route's hostnames; nothing when the route is for other hosts. */
export function rankHost(hostnames: readonly string[], host: string | undefined): HostRank | undefined {
  if (hostnames.length === 0) return { kind: 0, length: 0 };
  if (host === undefined) return undefined;
  const name = host.replace(/:\d+$/, "").replace(/\.$/, "").toLowerCase();
  const ranks = hostnames.flatMap((hostname): HostRank[] => {
    const wanted = hostname.toLowerCase();
    if (!wanted.startsWith("*.")) return wanted === name ? [{ kind: 2, length: wanted.length }] : [];
    const suffix = wanted.slice(1);
    return name.endsWith(suffix) ? [{ kind: 1, length: suffix.length }] : [];
  });
  return ranks.sort((a, b) => b.kind - a.kind || b.length - a.length)[0];
}
