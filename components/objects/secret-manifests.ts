import * as pulumi from "@pulumi/pulumi";
import { yamlText, type Manifest } from "../../backends";

/** Whether an object carries something that must not be written to a file. */
export function carriesSecrets(manifest: Manifest): boolean {
  return (
    manifest.apiVersion === "v1" &&
    manifest.kind === "Secret" &&
    (manifest["data"] !== undefined || manifest["stringData"] !== undefined)
  );
}

/**
 * Secrets as one YAML text for `kubectl apply --server-side -f -`. It takes the place of files, which would hold the keys in
 * clear text; as an output it stays encrypted in the state.
 */
export function secretManifestText(secrets: readonly Manifest[]): pulumi.Output<string> {
  const text = pulumi
    .output([...secrets])
    .apply((manifests) => manifests.map((manifest) => yamlText(manifest)).join("---\n"));
  return pulumi.secret(text);
}

/** Several such texts as one. */
export function joinSecretManifests(texts: readonly pulumi.Input<string>[]): pulumi.Output<string> {
  const joined = pulumi.output([...texts]).apply((all) => all.filter((text) => text !== "").join("---\n"));
  return pulumi.secret(joined);
}
