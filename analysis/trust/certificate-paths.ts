import { joinPath } from "../../model";
import type { CertificateText, ProvidedFacts } from "./certificate-facts";
import { instant } from "./single-certificate";

/** Paths of everything that comes from outside. */
export const certificatePaths = {
  anchor: (name: string) => joinPath("certificates", "anchors", name),
  issuer: "certificates.issuer.certificate",
  issuerKey: "certificates.issuer.key",
  webhookAuthority: "certificates.webhooks.authority",
  webhook: (role: string, part: "certificate" | "key") =>
    joinPath("certificates", "webhooks", "certificates", role, part),
} as const;

/** Certificates with their places, for whoever looks at all of them. */
export function certificatesOf(
  given: ProvidedFacts,
): { readonly path: string; readonly text: CertificateText }[] {
  const { anchors, issuer, webhooks } = given;
  return [
    ...Object.entries(anchors).map(([name, text]) => ({ path: certificatePaths.anchor(name), text })),
    { path: certificatePaths.issuer, text: issuer.certificate },
    ...(webhooks === undefined
      ? []
      : [
          { path: certificatePaths.webhookAuthority, text: webhooks.authority },
          ...Object.entries(webhooks.certificates).map(([role, { certificate }]) => ({
            path: certificatePaths.webhook(role, "certificate"),
            text: certificate,
          })),
        ]),
  ];
}

/** When each certificate ends: key is `anchor/<name>` or the certificate's role, value an RFC 3339 time. */
export function certificateEnds({ anchors, issuer, webhooks }: ProvidedFacts): Record<string, string> {
  const ends = [
    ...Object.entries(anchors).map(([name, text]) => [`anchor/${name}`, text] as const),
    ["issuer", issuer.certificate] as const,
    ...Object.entries(webhooks?.certificates ?? {}).map(([role, pair]) => [role, pair.certificate] as const),
  ];
  return Object.fromEntries(
    ends.flatMap(
      ([
        name,
        {
          certificates: [first],
        },
      ]) => (first === undefined ? [] : [[name, instant(first.validTo)]]),
    ),
  );
}
