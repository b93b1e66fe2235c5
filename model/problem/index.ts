export * from "./mesh-input-error";
export * from "./path";
export * from "./problem";
export * from "./suggest";
