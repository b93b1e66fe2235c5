export * from "./analyse";
export * from "./call-graph";
export * from "./decide";
export { Severity, type Finding, type FindingCode, type RawFinding } from "./finding";
export * from "./trust";
