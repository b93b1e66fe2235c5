/**
 * Kubernetes quantities ("1500m", "1Gi") in canonical form, as the API server writes them back: no fractions, the largest
 * suffix that keeps the number whole.
 */
const binarySuffixes = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
const decimalSuffixes: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  "": 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};

type Format = "binary" | "decimal" | "exponent";

/** @returns The canonical form, or undefined where the text is no quantity. */
export function canonicalQuantity(text: string): string | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?((?:[eE][+-]?\d+)|[A-Za-z]*)$/.exec(text.trim());
  const [, sign = "", whole = "", fraction = "", suffix = ""] = match ?? [];
  if (match === null || whole + fraction === "") return undefined;
  const scale = scaleOf(suffix);
  if (scale === undefined) return undefined;
  const nanos = inNanos(BigInt(whole + fraction), fraction.length, scale);
  if (nanos === 0n) return "0";
  return (sign === "-" ? "-" : "") + write(nanos, scale.format);
}

function scaleOf(suffix: string): { format: Format; exponent: number } | undefined {
  if (/^[eE][+-]?\d/.test(suffix)) return { format: "exponent", exponent: Number(suffix.slice(1)) };
  const binary = suffix === "" ? -1 : binarySuffixes.indexOf(suffix);
  if (binary > 0) return { format: "binary", exponent: binary };
  const decimal = decimalSuffixes[suffix];
  return decimal === undefined ? undefined : { format: "decimal", exponent: decimal };
}

/** Amounts below one billionth are rounded up, as the API server does. */
function inNanos(digits: bigint, decimals: number, scale: { format: Format; exponent: number }): bigint {
  const factor = scale.format === "binary" ? 1024n ** BigInt(scale.exponent) : 1n;
  const power = 9 - decimals + (scale.format === "binary" ? 0 : scale.exponent);
  if (power >= 0) return digits * factor * 10n ** BigInt(power);
  const divisor = 10n ** BigInt(-power);
  return (digits * factor + divisor - 1n) / divisor;
}

const nano = 10n ** 9n;

function write(nanos: bigint, format: Format): string {
  // Small or fractional binary amounts are written as decimals, so that nothing gets lost.
  if (format === "binary" && nanos >= 1024n * nano && nanos % nano === 0n) {
    let amount = nanos / nano;
    let suffix = 0;
    while (amount % 1024n === 0n && suffix < binarySuffixes.length - 1) {
      amount /= 1024n;
      suffix++;
    }
    return `${String(amount)}${binarySuffixes[suffix] ?? ""}`;
  }
  let amount = nanos;
  let exponent = -9;
  while (amount % 1000n === 0n && exponent < 18) {
    amount /= 1000n;
    exponent += 3;
  }
  if (format === "exponent") return exponent === 0 ? String(amount) : `${String(amount)}e${exponent}`;
  const suffix = Object.entries(decimalSuffixes).find(([, power]) => power === exponent)?.[0] ?? "";
  return `${String(amount)}${suffix}`;
}
