import { KeyAlgorithm, TrustSource, type ResolvedMesh } from "../../../model";
import type { CertificateRequirements, TrustPlan } from "../../installation";
import { standardLabels } from "../../manifest";
import { certManagerPlan } from "../../trust/cert-manager";
import { hoursOf, webhookAuthority } from "../../trust/webhook-authority";
import { installsConsole } from "./charts";
import { consoleCertificates, controlPlaneCertificates, lifeOf } from "./server-certificates";

/** What `linkerd check` and the identity controller take. Source: pkg/issuercerts of edge-26.8.3. */
const requirements: CertificateRequirements = {
  anchorKeys: [KeyAlgorithm.EcdsaP256, KeyAlgorithm.Rsa2048, KeyAlgorithm.Rsa4096],
  issuerKeys: [KeyAlgorithm.EcdsaP256],
  signatures: ["ecdsa-with-SHA256", "sha256WithRSAEncryption"],
};

/** Where Linkerd looks for its certificates, and what they are. */
export function trustPlan(mesh: ResolvedMesh, namespace: string): TrustPlan {
  const { trust, trustDomain } = mesh;
  const issuerName = `identity.${namespace}.${trustDomain}`;
  const authority = webhookAuthority(namespace, trustDomain);
  const plan: TrustPlan = {
    source: trust.source,
    algorithm: trust.algorithm,
    anchors: trust.anchors.map(({ name, state, validityDays }) => ({
      name,
      state,
      commonName: `${name}.${namespace}.${trustDomain}`,
      validityHours: hoursOf(validityDays),
    })),
    protect: trust.protect,
    issuer: {
      role: "issuer",
      commonName: issuerName,
      dnsNames: [issuerName],
      ...lifeOf(trust.issuer),
      isAuthority: true,
      secret: { name: "linkerd-identity-issuer", namespace },
    },
    webhooks: [
      ...controlPlaneCertificates(mesh).map(({ certificate }) => certificate),
      ...(installsConsole(mesh) ? consoleCertificates(mesh).map(({ certificate }) => certificate) : []),
    ],
    bundle: { name: "linkerd-identity-trust-roots", namespace, key: "ca-bundle.crt" },
    provided:
      trust.source === TrustSource.Provided ? { requirements, webhookAuthority: authority } : undefined,
    certManager: undefined,
  };
  if (trust.certManager === undefined) return plan;
  const settings = {
    prefix: mesh.name,
    labels: standardLabels(mesh),
    webhookAuthority: authority,
    ...trust.certManager,
  };
  return { ...plan, certManager: certManagerPlan(plan, settings) };
}
