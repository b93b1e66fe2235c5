import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { Mesh } from "../components";
import { didYouMean, MeshInputError } from "../model";
import { readConfiguration, withSources } from "./configuration";
import { environmentOf, environments } from "./environments";

const stack = pulumi.getStack();
const mesh = new Mesh("mesh", meshArgs());

function meshArgs(): ConstructorParameters<typeof Mesh>[1] {
  const define = environmentOf(stack);
  if (define === undefined) {
    const known = Object.keys(environments);
    const hint = [`Known are ${known.join(", ")}.`, didYouMean(stack, known)].join(" ").trim();
    throw new pulumi.RunError(`There is no environment for the stack "${stack}". ${hint}`);
  }
  try {
    const configuration = readConfiguration({
      values: pulumi.runtime.allConfig(),
      project: pulumi.getProject(),
      file: `stacks/Pulumi.${stack}.yaml`,
      root: join(__dirname, ".."),
    });
    const { target, certificates } = configuration;
    return {
      ...withSources(define(), configuration),
      target,
      ...(certificates !== undefined && { certificates }),
    };
  } catch (error) {
    // A mistake in a file is told without a stack trace; there is no component yet to attach it to.
    if (error instanceof MeshInputError) throw new pulumi.RunError(error.message);
    throw error;
  }
}

export const backend = mesh.backend;
export const trustDomain = mesh.trustDomain;
export const controlPlaneNamespace = mesh.controlPlaneNamespace;
export const namespaces = mesh.namespaces;
export const trustBundlePem = mesh.trustBundlePem;
export const certificateExpiry = mesh.certificateExpiry;
export const objectCounts = mesh.objectCounts;
export const callGraph = mesh.callGraph;
export const findings = mesh.findings;
export const coordinates = mesh.coordinates;
export const secretManifests = mesh.secretManifests;
