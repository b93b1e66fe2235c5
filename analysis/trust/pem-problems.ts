import type { Problem } from "../../model";
import type { PemFault } from "./certificate-facts";
import { type CertificateText, type KeyText } from "./certificate-facts";

interface Words {
  readonly message: string;
  readonly fix: string;
}

const certificateRule = "It is a certificate in PEM form, from -----BEGIN CERTIFICATE----- to its END line";
const keyRule = "It is a private key in PEM form, without a passphrase";

const common: Readonly<
  Record<"empty" | "encoded-twice" | "escaped" | "file-name" | "not-pem" | "junk", Words>
> = {
  empty: { message: "is empty", fix: "Fill it in" },
  "encoded-twice": {
    message: "is base64 of a PEM text",
    fix: "Decode it once; kubectl shows the data of Secrets this way",
  },
  escaped: {
    message: "holds \\n in the place of its line ends",
    fix: "Pass the text with real line ends; JSON and environment variables write them out",
  },
  "file-name": { message: "looks like the name of a file", fix: "Read the file and pass what is in it" },
  "not-pem": {
    message: "holds no PEM block",
    fix: "Convert it to PEM, for example with openssl x509 or openssl pkey",
  },
  junk: {
    message: "holds text outside of its PEM blocks",
    fix: "Keep only what stands between the BEGIN and END lines, and these lines",
  },
};

const inCertificate: Readonly<Record<PemFault, Words>> = {
  ...common,
  "private-key": {
    message: "holds a private key in the place of a certificate",
    fix: "Swap it for the certificate, and treat that key as exposed if this text was ever public",
  },
  certificate: { message: "holds a certificate of another kind", fix: "Provide an X.509 certificate" },
  encrypted: { message: "is encrypted", fix: "Provide the certificate, which is no secret" },
  "other-kind": {
    message: "holds PEM blocks of another kind",
    fix: "Keep only the blocks that say CERTIFICATE",
  },
  unreadable: { message: "holds a certificate that cannot be read", fix: "Copy it anew, whole" },
  several: { message: "holds several certificates", fix: "Keep one; each anchor has a name of its own" },
};

const inKey: Readonly<Record<PemFault, Words>> = {
  ...common,
  "private-key": {
    message: "holds a private key of another kind",
    fix: "Provide a key of the certificate's kind",
  },
  certificate: {
    message: "holds a certificate in the place of a private key",
    fix: "Swap it for the key that belongs to the certificate",
  },
  encrypted: {
    message: "is encrypted with a passphrase",
    fix: "Remove the passphrase (openssl pkey) and let Pulumi's secrets protect the key",
  },
  "other-kind": {
    message: "holds PEM blocks of another kind",
    fix: "Keep only the block that says PRIVATE KEY",
  },
  unreadable: { message: "holds a key that cannot be read", fix: "Copy it anew, whole" },
  several: { message: "holds several keys", fix: "Keep the one that belongs to the certificate" },
};

/** What is wrong with a text of certificates as a text. Never what is in it. */
export function certificateTextProblems(path: string, { faults }: CertificateText): Problem[] {
  return faults.map((fault) => ({ path, rule: certificateRule, ...inCertificate[fault] }));
}

/** What is wrong with a text of a key as a text. Never what is in it. */
export function keyTextProblems(path: string, { faults }: KeyText): Problem[] {
  return faults.map((fault) => ({ path, rule: keyRule, ...inKey[fault] }));
}
