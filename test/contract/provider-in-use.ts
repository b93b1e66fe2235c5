import type { Toolchain } from "../../tools/toolchain";

/** Says which provider a contract was checked against: the expectations are the same for every one. */
export function reportProvider(toolchain: Toolchain): void {
  const provider = toolchain.parts.find(({ name }) => name.startsWith("provider-"));
  if (provider !== undefined) console.log(`      (${provider.name} ${provider.version}, ${provider.way})`);
}

/** The names of a resource's outputs without the keys that providers keep for themselves. */
export function outputNames(outputs: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(outputs)
    .filter((name) => !name.startsWith("__"))
    .sort();
}
