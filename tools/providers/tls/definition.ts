import { version } from "@pulumi/tls/package.json";
import type { ProviderDefinition } from "../planned/resource-type";
import { certRequestResource } from "./cert-request-resource";
import { locallySignedCertResource } from "./locally-signed-cert-resource";
import { privateKeyResource } from "./private-key-resource";
import { getPublicKey } from "./public-key-function";
import { selfSignedCertResource } from "./self-signed-cert-resource";

/** The part of the official tls provider that needs no network. */
export const tlsProvider: ProviderDefinition = {
  name: "tls",
  version,
  description:
    "Private keys, certificates and signing requests, for use where the official tls plugin cannot be had.",
  resources: [privateKeyResource, certRequestResource, selfSignedCertResource, locallySignedCertResource],
  functions: [getPublicKey],
};
