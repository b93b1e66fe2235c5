export * from "./components";
export * from "./model/definition";
export { formatProblem, MeshInputError, type Problem } from "./model/problem";
export { checkMesh, renderMesh, workloadAnnotations, type RenderedMesh } from "./backends";
