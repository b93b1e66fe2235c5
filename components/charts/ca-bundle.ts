import * as pulumi from "@pulumi/pulumi";
import type { Manifest } from "../../backends";

/** A webhook of an admission configuration, as far as it matters here. */
interface Webhook {
  readonly clientConfig?: { readonly caBundle?: unknown };
}

/** The certificates that stand where charts could only write a placeholder. */
export interface CaBundle {
  /** Text that the chart was given, and wrote base64-encoded into its webhooks. */
  readonly placeholder: string;
  /** PEM of the certificates. */
  readonly pem: pulumi.Input<string>;
}

const configurations = ["ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"];

/** Whether objects of a kind tell the API server whom to trust. */
export function isWebhookConfiguration(kind: string): boolean {
  return configurations.includes(kind);
}

/** The webhooks with the certificates in every place that holds the placeholder. */
export function fillCaBundle(webhooks: unknown, bundle: CaBundle): unknown {
  if (pulumi.Output.isInstance(webhooks)) return webhooks.apply((known) => fillCaBundle(known, bundle));
  if (!Array.isArray(webhooks)) return webhooks;
  const placeholder = encode(bundle.placeholder);
  const caBundle = pulumi.output(bundle.pem).apply(encode);
  return (webhooks as Webhook[]).map((webhook) =>
    webhook.clientConfig?.caBundle === placeholder
      ? { ...webhook, clientConfig: { ...webhook.clientConfig, caBundle } }
      : webhook,
  );
}

/** A rendered object with the certificates in the place of the placeholder; other kinds as they are. */
export function withCaBundle(manifest: Manifest, bundle: CaBundle): Manifest {
  if (!isWebhookConfiguration(manifest.kind)) return manifest;
  return { ...manifest, webhooks: fillCaBundle(manifest["webhooks"], bundle) };
}

function encode(text: string): string {
  return Buffer.from(text).toString("base64");
}
