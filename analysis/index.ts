export * from "./analyse";
export * from "./call-graph";
export { Severity, type Finding, type FindingCode } from "./finding";
