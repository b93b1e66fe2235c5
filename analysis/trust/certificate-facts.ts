/** What a certificate says and is, without the certificate. */
export interface CertificateFacts {
  /** SHA-256 of the certificate, in hexadecimal digits. */
  readonly fingerprint: string;
  /** SHA-256 of the public key. */
  readonly publicKey: string;
  readonly subject: string;
  readonly isAuthority: boolean;
  /** Whether it may sign certificates; false also where its key usage leaves that out. */
  readonly maySign: boolean;
  /** How many authorities may stand between it and a leaf; nothing: as many as you like. */
  readonly pathLength: number | undefined;
  /** For example `ecdsa-p256` or `rsa-2048`. */
  readonly keyAlgorithm: string;
  /** As X.509 names it, for example `ecdsa-with-SHA256`. */
  readonly signatureAlgorithm: string;
  /** Milliseconds since 1970. */
  readonly validFrom: number;
  /** Milliseconds since 1970. */
  readonly validTo: number;
  readonly dnsNames: readonly string[];
  /** Whether it may be shown by a server. */
  readonly mayServe: boolean;
  /** Fingerprints of those among the certificates at hand that signed it. */
  readonly signers: ReadonlySet<string>;
}

/** Why a text is not what it should be. */
export const PemFault = {
  Empty: "empty",
  /** A private key where a certificate belongs. */
  PrivateKey: "private-key",
  /** A certificate where a key belongs. */
  Certificate: "certificate",
  /** A key that only a passphrase opens. */
  Encrypted: "encrypted",
  /** base64 of a PEM text, as `kubectl get secret` shows it. */
  EncodedTwice: "encoded-twice",
  /** Line ends written out as a backslash and a letter. */
  Escaped: "escaped",
  /** The name of a file in place of what is in it. */
  FileName: "file-name",
  /** Nothing that is PEM. */
  NotPem: "not-pem",
  /** Text between, before or after the PEM blocks. */
  Junk: "junk",
  /** PEM blocks of another kind. */
  OtherKind: "other-kind",
  /** A PEM block whose content cannot be read. */
  Unreadable: "unreadable",
  /** More blocks than one. */
  Several: "several",
} as const;
export type PemFault = (typeof PemFault)[keyof typeof PemFault];

/** A text that should hold certificates. */
export interface CertificateText {
  readonly certificates: readonly CertificateFacts[];
  readonly faults: readonly PemFault[];
}

/** A text that should hold a private key. Nothing of the key is here. */
export interface KeyText {
  /** SHA-256 of the public key that belongs to it; nothing where it cannot be read. */
  readonly publicKey: string | undefined;
  readonly faults: readonly PemFault[];
}

export interface KeyPairText {
  readonly certificate: CertificateText;
  readonly key: KeyText;
}

/** Everything that comes from outside, as far as it could be read. */
export interface ProvidedFacts {
  /** Key: name of the anchor. */
  readonly anchors: Readonly<Record<string, CertificateText>>;
  readonly issuer: KeyPairText;
  readonly webhooks:
    | {
        readonly authority: CertificateText;
        /** Key: role of the webhook. */
        readonly certificates: Readonly<Record<string, KeyPairText>>;
      }
    | undefined;
}
