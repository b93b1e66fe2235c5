/** Whether a list such as `25,6000-6100` holds a port; nothing of it counts when a part cannot be read. */
export function includesPort(list: string, port: number): boolean {
  const parts = list.split(",").filter((part) => part.trim() !== "");
  const ranges = parts.map((part) => {
    const [, first, last] = /^(\d+)(?:\s*-\s*(\d+))?$/.exec(part.trim()) ?? [];
    return { first: Number(first), last: Number(last ?? first) };
  });
  const readable = ranges.every(({ first, last }) => first >= 1 && first <= last && last <= 65_535);
  return readable && ranges.some(({ first, last }) => first <= port && port <= last);
}
