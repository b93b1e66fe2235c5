import type { MeshDefinition } from "../model/definition";
import { development } from "./development";
import { production } from "./production";
import { staging } from "./staging";

/** Every environment: key is the name of its stack. */
export const environments = { development, staging, production } as const satisfies Record<
  string,
  () => MeshDefinition
>;

/** What a stack's environment defines; nothing when no environment is called like the stack. */
export function environmentOf(stack: string): (() => MeshDefinition) | undefined {
  return Object.hasOwn(environments, stack) ? environments[stack as keyof typeof environments] : undefined;
}
