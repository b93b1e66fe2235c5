import { typeOfUrn } from "./object/group-version-kind";

export function isHelmRelease(urn: string): boolean {
  return typeOfUrn(urn) === "kubernetes:helm.sh/v3:Release";
}

/** What only the official plugin does. */
export function unsupported(token: string): Error {
  return new Error(
    `${token} is not served by the bundled kubernetes provider, which stands in for the official plugin where that cannot ` +
      "be downloaded. Use helm.v4.Chart or plain resources, or install the plugin (`pulumi plugin install resource kubernetes`).",
  );
}
