/** One step of a property path: a key, a list position, or `*` for any of them. */
export type PathStep = string | number;

/**
 * Reads a property path as resource options write it: `spec.ports[0].name`, `metadata.annotations["a.b/c"]`, `data.*`.
 *
 * @throws Error where a bracket does not close.
 */
export function parsePropertyPath(path: string): PathStep[] {
  const steps: PathStep[] = [];
  const pattern = /\.?(?:\["((?:[^"\\]|\\.)*)"\]|\[(\d+|\*)\]|([^.[\]"]+))/gy;
  while (pattern.lastIndex < path.length) {
    const position = pattern.lastIndex;
    const match = pattern.exec(path);
    if (match === null)
      throw new Error(`"${path}" is not a property path: cannot read it from character ${position + 1}.`);
    const [, quoted, index, key] = match;
    if (quoted !== undefined) steps.push(quoted.replace(/\\(.)/g, "$1"));
    else if (index !== undefined) steps.push(index === "*" ? "*" : Number(index));
    else steps.push(key ?? "");
  }
  return steps;
}

export function formatPropertyPath(steps: readonly PathStep[]): string {
  let text = "";
  for (const step of steps) {
    if (typeof step === "number") text += `[${step}]`;
    else if (/[."[\]]/.test(step)) text += `["${step.replaceAll('"', '\\"')}"]`;
    else text += text === "" ? step : `.${step}`;
  }
  return text;
}

/** Whether `inner` is `outer` or lies within it. */
export function containsPath(outer: readonly PathStep[], inner: readonly PathStep[]): boolean {
  return outer.length <= inner.length && outer.every((step, index) => step === "*" || step === inner[index]);
}
