import type { Problem } from "../../model";
import type { KeyPairText } from "./certificate-facts";
import { certificateTextProblems, keyTextProblems } from "./pem-problems";

/** A certificate with its key, as texts and as a pair. */
export function pairProblems({ certificate, key }: KeyPairText, path: string, keyPath: string): Problem[] {
  const [first] = certificate.certificates;
  const mismatch = first !== undefined && key.publicKey !== undefined && first.publicKey !== key.publicKey;
  return [
    ...certificateTextProblems(path, certificate),
    ...keyTextProblems(keyPath, key),
    ...(mismatch
      ? [
          {
            path: keyPath,
            message: "does not belong to the certificate",
            rule: `It is the private key of the first certificate in ${path}`,
            fix: "Provide the key that the certificate was issued for",
          },
        ]
      : []),
  ];
}
