import * as pulumi from "@pulumi/pulumi";
import type { Manifest } from "../../backends";
import { hasOwn } from "../../model";

/** Whatever tells the API server whom to trust, as far as it matters here. */
interface Trusting {
  readonly caBundle?: unknown;
}

/** The certificates that stand where charts could only write a placeholder. */
export interface CaBundle {
  /** Text that the chart was given, and wrote base64-encoded into its objects. */
  readonly placeholder: string;
  /** PEM of the certificates. */
  readonly pem: pulumi.Input<string>;
}

type Fields = Readonly<Record<string, unknown>>;
type Filler = (fields: Fields, bundle: CaBundle) => Fields;

const webhooks: Filler = (fields, bundle) => ({
  webhooks: filled(fields["webhooks"], (list) =>
    Array.isArray(list)
      ? (list as { readonly clientConfig?: Trusting }[]).map((webhook) =>
          webhook.clientConfig === undefined
            ? webhook
            : { ...webhook, clientConfig: withCertificates(webhook.clientConfig, bundle) },
        )
      : list,
  ),
});

/** Kinds whose objects tell the API server whom to trust, with what becomes of their fields. */
const fillers: Readonly<Record<string, Filler>> = {
  MutatingWebhookConfiguration: webhooks,
  ValidatingWebhookConfiguration: webhooks,
  APIService: (fields, bundle) => ({
    spec: filled(fields["spec"], (spec) => withCertificates(spec as Trusting, bundle)),
  }),
};

/** Whether objects of a kind tell the API server whom to trust. */
export function holdsCaBundle(kind: string): boolean {
  return hasOwn(fillers, kind);
}

/** The fields of an object with the certificates in every place that holds the placeholder; other kinds as they are. */
export function fillCaBundle<T extends Fields>(kind: string, fields: T, bundle: CaBundle): T {
  const filler = holdsCaBundle(kind) ? fillers[kind] : undefined;
  return filler === undefined ? fields : { ...fields, ...filler(fields, bundle) };
}

/** A rendered object with the certificates in the place of the placeholder; other kinds as they are. */
export function withCaBundle(manifest: Manifest, bundle: CaBundle): Manifest {
  return fillCaBundle(manifest.kind, manifest, bundle);
}

/** What becomes of a value that may be known only later. */
function filled(value: unknown, change: (known: unknown) => unknown): unknown {
  return pulumi.Output.isInstance(value)
    ? value.apply((known) => pulumi.output(change(known)))
    : change(value);
}

function withCertificates(trusting: Trusting, bundle: CaBundle): Trusting {
  if (trusting.caBundle !== encode(bundle.placeholder)) return trusting;
  return { ...trusting, caBundle: pulumi.output(bundle.pem).apply(encode) };
}

function encode(text: string): string {
  return Buffer.from(text).toString("base64");
}
