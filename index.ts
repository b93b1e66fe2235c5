export * from "./components";
export * from "./model/definition";
export { DefinitionFormat } from "./model/source";
export { formatProblem, MeshInputError, type Problem } from "./model/problem";
export {
  checkMesh,
  parseMeshDefinition,
  renderMesh,
  workloadAnnotations,
  type RenderedMesh,
} from "./backends";
