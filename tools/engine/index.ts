export type { Deployment, PendingOperation, RecordedResource } from "./deployment";
export { ClusterAccess, engineEnvironment, engineParts } from "./engine-environment";
export { type EngineDiagnostic, type EngineEvent, type EngineStep, kindOf, nameOf } from "./engine-event";
export { EngineProcess, type EngineEnd } from "./engine-process";
export { EngineResult } from "./engine-result";
export { EngineStack, type EngineStackOptions, type RunOptions } from "./engine-stack";
export { type EngineLock, locksIn } from "./locks";
export { recover, type Recovery, StackInUseError } from "./recover";
