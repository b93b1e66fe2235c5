import type { MeshDefinition } from "../model/definition";
import { development } from "./development";
import { production } from "./production";
import { staging } from "./staging";

/** Every environment: key is the name of its stack. */
export const environments: Readonly<Record<string, () => MeshDefinition>> = {
  development,
  staging,
  production,
};
