export { cacheDirectory } from "./cache-directory";
export { type EnsureOptions, ensureParts } from "./ensure-parts";
export { type PartName, partNames } from "./part-catalog";
export { createProgress, type Progress, silentProgress } from "./progress";
export { pulumiEnvironment, type PulumiEnvironmentOptions } from "./pulumi-environment";
export { type FailedWay, type ReadyPart, Toolchain, type Way, wayLabels } from "./toolchain";
export { ToolchainError } from "./toolchain-error";
