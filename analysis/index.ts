export * from "./analyse";
export * from "./call-graph";
export * from "./decide";
export { Severity, type Finding, type FindingCode } from "./finding";
