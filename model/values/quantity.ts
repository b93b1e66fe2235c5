const shape = /^(\d+(?:\.\d*)?|\.\d+)(?:([KMGTPE]i)|([numkMGTPE])|[eE]([+-]?\d+))?$/;

const binary: Readonly<Record<string, number>> = { Ki: 1, Mi: 2, Gi: 3, Ti: 4, Pi: 5, Ei: 6 };
const decimal: Readonly<Record<string, number>> = {
  ...{ n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 },
};

/** The number that a Kubernetes quantity stands for; nothing when it is not one. Exact enough to compare two of them. */
export function parseQuantity(text: string): number | undefined {
  const match = shape.exec(text);
  if (!match) return undefined;
  const [, digits, power, suffix, exponent] = match;
  const value = Number(digits);
  if (power !== undefined) return value * 1024 ** (binary[power] ?? 0);
  return value * 10 ** (suffix === undefined ? Number(exponent ?? 0) : (decimal[suffix] ?? 0));
}
