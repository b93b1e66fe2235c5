const plainKey = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Joins path segments as they would be written in a program: `services["shop/cart"].ports[0].port`. */
export function joinPath(...segments: readonly (string | number)[]): string {
  return segments.reduce<string>((path, segment) => {
    if (typeof segment === "number") return `${path}[${String(segment)}]`;
    if (!plainKey.test(segment)) return `${path}[${JSON.stringify(segment)}]`;
    return path === "" ? segment : `${path}.${segment}`;
  }, "");
}

/** The segments of a path that `joinPath` has written. */
export function splitPath(path: string): (string | number)[] {
  const segment = /\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([A-Za-z_]\w*)/g;
  return [...path.matchAll(segment)].map(([, key, index, name]) => {
    if (index !== undefined) return Number(index);
    return key === undefined ? (name ?? "") : (JSON.parse(`"${key}"`) as string);
  });
}

/** Path of something inside what `parent` names. */
export function childPath(parent: string, ...segments: readonly (string | number)[]): string {
  const child = joinPath(...segments);
  if (parent === "" || child === "") return parent + child;
  return child.startsWith("[") ? parent + child : `${parent}.${child}`;
}
