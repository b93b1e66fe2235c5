import { readFileSync } from "node:fs";
import { Management, Mesh, TargetMode, type MeshDefinition } from "pulumi-service-mesh";

const definition = JSON.parse(readFileSync("definition.json", "utf8")) as MeshDefinition;

new Mesh("bench", {
  ...definition,
  controlPlane: { management: Management.Existing },
  target: { mode: TargetMode.Rendered, directory: "rendered" },
});
