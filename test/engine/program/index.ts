import { Config } from "@pulumi/pulumi";
import { Mesh, type MeshArgs } from "../../../components";

const mesh = new Mesh("demo", new Config().requireObject<MeshArgs>("mesh"));

export const trustBundlePem = mesh.trustBundlePem;
export const certificateExpiry = mesh.certificateExpiry;
export const secretManifests = mesh.secretManifests;
