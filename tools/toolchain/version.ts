/** The first `major.minor.patch` in a program's output, without a leading "v". */
export function versionIn(text: string): string | undefined {
  return /(\d+\.\d+\.\d+)/.exec(text)?.[1];
}

/** Compares release numbers; a missing component counts as 0. */
export function isAtLeast(version: string, minimum: string): boolean {
  const [have, need] = [numbersOf(version), numbersOf(minimum)];
  for (let index = 0; index < Math.max(have.length, need.length); index++) {
    const difference = (have[index] ?? 0) - (need[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

function numbersOf(version: string): number[] {
  return version.split(".").map((part) => Number.parseInt(part, 10) || 0);
}
