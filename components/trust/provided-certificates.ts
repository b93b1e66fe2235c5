import type * as pulumi from "@pulumi/pulumi";

/** A certificate with its private key. */
export interface CertificateKeyPair {
  /** Certificate as PEM. Intermediate certificates may follow it, each signing the one before. */
  certificate: pulumi.Input<string>;
  /** Its private key as PEM, without a passphrase. Give it as a secret; it is kept as one in any case. */
  key: pulumi.Input<string>;
}

/** Server certificates of the control plane's admission webhooks. */
export interface ProvidedWebhookCertificates {
  /** Certificates of the authority that signed them, as PEM. The API server is told to trust these alone. */
  authority: pulumi.Input<string>;
  /** Key: role of the webhook; on Linkerd `proxy-injector`, `sp-validator` and `policy-validator`. */
  certificates: Record<string, CertificateKeyPair>;
}

/**
 * What a definition whose `trust.source` is `provided` rests on. All of it is checked before anything is created, at preview
 * where the texts are known by then; no text is ever part of a message.
 */
export interface ProvidedCertificates {
  /** Root certificates as PEM, one each: key is the anchor's name in `trust.anchors`. Without the keys, which may stay offline. */
  anchors: Record<string, pulumi.Input<string>>;
  /** What the control plane signs workload certificates with. Signed by the active anchor. */
  issuer: CertificateKeyPair;
  /** Default: they are made by `@pulumi/tls`, under a root that only the API server trusts. */
  webhooks?: ProvidedWebhookCertificates;
}
