export * from "./backend";
export * from "./capability";
export * from "./definition-file";
export * from "./installation";
export * from "./manifest";
export * from "./registry";
export * from "./render";
export * from "./workloads";
