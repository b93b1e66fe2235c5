import type { Manifest } from "../../manifest";

/** Creation time of an object as a text that sorts by time. */
export function createdAt({ metadata }: Manifest): string | undefined {
  return (metadata as { readonly creationTimestamp?: string }).creationTimestamp;
}

/** Routes in the order in which the first of equals wins: older first, those without a time last, then by name. */
export function routesByAge(routes: readonly Manifest[]): Manifest[] {
  return [...routes].sort((a, b) => {
    const [left, right] = [createdAt(a), createdAt(b)];
    if (left !== undefined && right === undefined) return -1;
    if (left === undefined && right !== undefined) return 1;
    return text(left ?? "", right ?? "") || text(a.metadata.name, b.metadata.name);
  });
}

/** Servers in the order in which the first one owns a port: those without a time first, then older, then by name. */
export function serversByAge(servers: readonly Manifest[]): Manifest[] {
  return [...servers].sort(
    (a, b) => text(createdAt(a) ?? "", createdAt(b) ?? "") || text(a.metadata.name, b.metadata.name),
  );
}

function text(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
