import * as pulumi from "@pulumi/pulumi";
import type { Manifest, ProvidedPlan } from "../../backends";
import { activeFirst } from "./active-first";
import { declareAnchor } from "./anchor";
import type { CheckedCertificates } from "./check-provided";
import { certificateSecret, declareCertificate, issuedSecret } from "./issued-certificate";
import type { ProvidedPem } from "./read-provided";
import { bundleManifest, type TrustContext, type TrustParts } from "./trust-parts";

type WebhookParts = Pick<TrustParts, "webhookAuthorityPem" | "made" | "secrets">;

/** Provided certificates, checked before, in the objects that the mesh reads. */
export function providedTrust(
  context: TrustContext,
  provided: ProvidedPlan,
  checked: CheckedCertificates,
): TrustParts {
  const { plan, labels } = context;
  const anchors = activeFirst(plan.anchors);
  // Roots are public; the Secret's key is what the rest of the text is kept secret for.
  const roots = pulumi.unsecret(
    checked.pem.apply(({ anchors: pems }) => anchors.map(({ name }) => pems[name] ?? "")),
  );
  const trustBundlePem = roots.apply((pems) => pems.join(""));
  const issuer = {
    certificate: publicPart(checked, ({ issuer: { certificate } }) => certificate),
    key: checked.pem.apply(({ issuer: { key } }) => key),
    authority: roots.apply(([active = ""]) => active),
  };
  const webhooks = checked.withWebhooks
    ? providedWebhooks(context, checked)
    : ownWebhooks(context, provided, checked);
  return {
    trustBundlePem,
    webhookAuthorityPem: webhooks.webhookAuthorityPem,
    made: webhooks.made,
    expiry: pulumi.all([checked.ends, webhooks.made]).apply(([given, made]) => ({ ...given, ...made })),
    objects: [bundleManifest(plan, trustBundlePem, labels)],
    secrets: [certificateSecret(plan.issuer, issuer, labels), ...webhooks.secrets],
  };
}

/** A certificate of what was checked: no secret by itself. */
function publicPart({ pem }: CheckedCertificates, pick: (pem: ProvidedPem) => string): pulumi.Output<string> {
  return pulumi.unsecret(pem.apply(pick));
}

function providedWebhooks({ plan, labels }: TrustContext, checked: CheckedCertificates): WebhookParts {
  const authority = publicPart(checked, ({ webhookAuthority }) => webhookAuthority);
  const secrets = plan.webhooks.map((webhook): Manifest => {
    const content = {
      certificate: publicPart(checked, ({ webhooks }) => webhooks[webhook.role]?.certificate ?? ""),
      key: checked.pem.apply(({ webhooks }) => webhooks[webhook.role]?.key ?? ""),
      authority,
    };
    return certificateSecret(webhook, content, labels);
  });
  return { webhookAuthorityPem: authority, made: pulumi.output<Record<string, string>>({}), secrets };
}

/** No key of a provided root is at hand, and the issuer's is for workloads alone: the webhooks get a root of their own. */
function ownWebhooks(
  { component, name, plan, labels }: TrustContext,
  { webhookAuthority }: ProvidedPlan,
  { condition }: CheckedCertificates,
): WebhookParts {
  const options = { parent: component, dependsOn: [...condition] };
  const making = { parentName: name, algorithm: plan.algorithm, options };
  const root = declareAnchor(making, webhookAuthority, "authority");
  const issued = plan.webhooks.map((webhook) => declareCertificate(making, webhook, root));
  const ends = [
    [`authority/${webhookAuthority.name}`, root.certificate.validityEndTime] as const,
    ...issued.map(({ plan: { role }, certificate }) => [role, certificate.validityEndTime] as const),
  ];
  return {
    webhookAuthorityPem: root.certificate.certPem,
    made: pulumi.output(Object.fromEntries(ends)),
    secrets: issued.map((certificate) => issuedSecret(certificate, root, labels)),
  };
}
