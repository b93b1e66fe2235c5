export { DefinitionFormat, readDocument, type Position, type SourceDocument } from "./document";
export { withSpelling } from "./hints";
