import { native, unsupported, type CapabilityTable } from "../../capability";

const issuerKey = "Linkerd's issuer must have a key of ECDSA P-256";
const otherKeys =
  "Leave it out for ECDSA P-256; a root of RSA, 2048 or 4096 bits, can be provided (source: provided)";

/** What Linkerd makes of the features of trust. */
export const trustCapabilities = {
  "trust.generated": native("Roots, issuer and the webhooks' certificates by @pulumi/tls"),
  "trust.provided": native(
    "Secret linkerd-identity-issuer and ConfigMap linkerd-identity-trust-roots from PEMs",
  ),
  "trust.certManager": native(
    "Certificates for the issuer's and the webhooks' Secrets, a Bundle for linkerd-identity-trust-roots, injectCaFrom",
  ),
  "trust.algorithm.ecdsaP256": native("Keys of roots, issuer and webhooks"),
  "trust.algorithm.ecdsaP384": unsupported(issuerKey, otherKeys),
  "trust.algorithm.rsa2048": unsupported(issuerKey, otherKeys),
  "trust.algorithm.rsa4096": unsupported(issuerKey, otherKeys),
  "trust.anchors": native(
    "All anchors stand in the ConfigMap linkerd-identity-trust-roots; the active one signs the issuer",
  ),
  "trust.anchors.validity": native("Life of the self-signed certificate"),
  "trust.issued.validity": native("Life of the issuer and of the three webhooks' certificates"),
  "trust.issued.generation": native(
    "A new key and certificate in the same Secret; Linkerd reads it without a restart",
  ),
  "trust.issued.renewBefore": native("renewBefore of the Certificates"),
  "trust.certManager.rootNamespace": native(
    "Namespace of the root Certificates; an Issuer signs in the control plane's, a ClusterIssuer elsewhere",
  ),
  "trust.certManager.issuer": native("issuerRef of the Certificate linkerd-identity-issuer"),
  "trust.certManager.roots": native("Sources of the Bundle linkerd-identity-trust-roots"),
  "trust.protect": native("The engine refuses to delete the roots"),
} satisfies Partial<CapabilityTable>;
