import { type EngineResult, type EngineStep, kindOf } from "../engine";

/** Groups of resources as people think of them. */
const groups = [
  {
    title: "Kubernetes objects",
    has: (type: string) => type.startsWith("kubernetes:") && !type.includes("helm.sh"),
  },
  {
    title: "keys and certificates",
    has: (type: string) => type.startsWith("tls:") || type.startsWith("random:"),
  },
  { title: "charts", has: (type: string) => type.includes("helm.sh") },
] as const;

/** Operations as they are told, in the order of interest; each covers the engine's own words. */
const operations = [
  { title: "Created", covers: ["create", "import"] },
  { title: "Updated", covers: ["update"] },
  { title: "Replaced", covers: ["replace"] },
  { title: "Deleted", covers: ["delete"] },
] as const;

/** What was changed, by kind; one line that says so when nothing was. */
export function changeLines(result: EngineResult): string[] {
  // The stack, its components and the connection to the cluster are the engine's own book-keeping.
  const counted = result.steps.filter(({ type, failed }) => !failed && groups.some(({ has }) => has(type)));
  const lines = operations.flatMap(({ title, covers }) =>
    groupLines(
      title,
      counted.filter(({ operation }) => (covers as readonly string[]).includes(operation)),
    ),
  );
  const same = counted.filter(({ operation }) => operation === "same").length;
  if (lines.length === 0) return [`No changes: ${String(same)} resources are as they were.`];
  return same === 0 ? lines : [...lines, `Unchanged: ${String(same)} resources.`];
}

function groupLines(title: string, steps: readonly EngineStep[]): string[] {
  if (steps.length === 0) return [];
  const parts = groups.flatMap(({ title: group, has }) => {
    const members = steps.filter(({ type }) => has(type));
    return members.length === 0 ? [] : [`  ${String(members.length)} ${group}: ${kinds(members)}`];
  });
  return [`${title} ${String(steps.length)} resources:`, ...parts];
}

function kinds(steps: readonly EngineStep[]): string {
  const counts = new Map<string, number>();
  for (const { type } of steps) counts.set(kindOf(type), (counts.get(kindOf(type)) ?? 0) + 1);
  return [...counts.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, count]) => `${kind} ${String(count)}`)
    .join(", ");
}
