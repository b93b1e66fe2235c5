import type { ContractStack, Step } from "../harness";
import { stable } from "./snapshot";

/** What a preview says about each resource; what stays as it is goes without saying. */
export function plannedSteps(steps: readonly Step[]): unknown {
  const planned = steps.filter(({ op }) => op !== "same");
  const text = ({ op, name }: Step): string => `${name} ${op}`;
  return planned
    .sort((a, b) => (text(a) < text(b) ? -1 : 1))
    .map(({ op, name, detailedDiff, replaceReasons, newState }) => ({
      step: `${op} ${name}`,
      ...(op !== "create" && {
        detailedDiff: stable(detailedDiff),
        replaceReasons: [...replaceReasons].sort(),
      }),
      ...(newState !== undefined && {
        inputs: stable(newState.inputs),
        outputs: Object.keys(newState.outputs).sort(),
      }),
    }));
}

/** `update config-map`, for everything that a preview would do. */
export async function plannedOps(stack: ContractStack): Promise<string[]> {
  const steps = await stack.preview();
  return steps
    .filter(({ op }) => op !== "same")
    .map(({ op, name }) => `${op} ${name}`)
    .sort();
}
