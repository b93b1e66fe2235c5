import assert from "node:assert/strict";
import { formatProblem } from "../../../model";
import { keyAs } from "../../support/certificates";
import { assertProblems, certificates, problemsOf, type Given } from "./provided";

const anchor = `certificates.anchors["root-1"]`;
const issuer = "certificates.issuer.certificate";
const issuerKey = "certificates.issuer.key";

describe("a text in the place of a certificate or a key", () => {
  let given: Given;
  before(async () => {
    given = await certificates();
  });

  const root = (text: string) => ({ ...given, anchors: { "root-1": text } });
  const certificate = (text: string) => ({ ...given, issuer: { ...given.issuer, certificate: text } });
  const key = (text: string) => ({ ...given, issuer: { ...given.issuer, key: text } });
  const encoded = (text: string): string => Buffer.from(text).toString("base64");

  it("is not empty, nor blanks alone", () => {
    for (const text of ["", " \n\t "]) {
      assertProblems(root(text), [[anchor, /is empty/]]);
      assertProblems(key(text), [[issuerKey, /is empty/]]);
    }
  });

  it("is no private key where a certificate belongs", () => {
    assertProblems(root(given.root.key), [[anchor, /holds a private key in the place of a certificate/]]);
    assertProblems(certificate(given.issuer.certificate + given.issuer.key), [
      [issuer, /holds a private key in the place of a certificate/],
    ]);
  });

  it("is no certificate where a private key belongs", () => {
    assertProblems(key(given.issuer.certificate), [
      [issuerKey, /holds a certificate in the place of a private key/],
    ]);
  });

  it("is no key that only a passphrase opens", () => {
    for (const form of ["encrypted", "encrypted-legacy"] as const)
      assertProblems(key(keyAs(given.issuer.key, form)), [[issuerKey, /is encrypted with a passphrase/]]);
  });

  it("is not encoded twice", () => {
    assertProblems(root(encoded(given.root.certificate)), [
      [anchor, /is base64 of a PEM text.*Decode it once/],
    ]);
    assertProblems(key(encoded(given.issuer.key)), [[issuerKey, /is base64 of a PEM text/]]);
  });

  it("is not the name of a file", () => {
    for (const name of ["ca.crt", "/etc/pki/ca", "./certificates/ca.pem", "../ca", "~/ca.pem"])
      assertProblems(root(name), [[anchor, /looks like the name of a file/]]);
  });

  it("holds nothing but PEM", () => {
    assertProblems(root("certificate to follow"), [[anchor, /holds no PEM block/]]);
    assertProblems(root(`subject=CN=root\n${given.root.certificate}`), [
      [anchor, /text outside of its PEM blocks/],
    ]);
    assertProblems(key(`${given.issuer.key}%`), [[issuerKey, /text outside of its PEM blocks/]]);
  });

  it("is whole", () => {
    const cut = given.root.certificate.replace(/\n.{40}/, "\n");
    assertProblems(root(cut), [[anchor, /cannot be read/]]);
    assertProblems(root(given.root.certificate.replaceAll("\n", "\\n")), [
      [anchor, /holds \\n in the place of its line ends/],
    ]);
    assertProblems(key(given.issuer.key.replace(/\n.{8}/, "\n")), [[issuerKey, /cannot be read/]]);
  });

  it("holds no blocks of another kind", () => {
    const request = "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n";
    assertProblems(root(request), [[anchor, /blocks of another kind/]]);
    assertProblems(key(given.issuer.key + request), [[issuerKey, /blocks of another kind/]]);
    assertProblems(key(given.issuer.key + given.root.key), [[issuerKey, /holds several keys/]]);
  });

  it("is never part of a message, whatever is wrong with it", () => {
    const texts = [
      given.issuer.key,
      encoded(given.issuer.key),
      keyAs(given.issuer.key, "encrypted"),
      given.issuer.key.replace(/\n.{8}/, "\n"),
      `junk ${given.issuer.key}`,
      given.issuer.key.split("\n")[1] ?? "",
    ];
    const secret = (given.issuer.key.split("\n")[1] ?? "").slice(8, 40);
    for (const text of texts)
      for (const wrong of [root(text), certificate(text), key(text)]) {
        const said = problemsOf(wrong).map(formatProblem).join("\n");
        assert.ok(!said.includes(secret) && !said.includes(encoded(text).slice(0, 40)), said);
      }
  });

  it("is told with everything else that is wrong", async () => {
    const other = await certificates({
      root: { from: -9, to: -1 },
      issuer: { kind: "rsa2048", from: -9, to: -2 },
    });
    assertProblems(
      { anchors: { "root-2": "", "root-1": other.root.certificate }, issuer: { ...other.issuer, key: "" } },
      [
        [anchor, /has expired/],
        [`certificates.anchors["root-2"]`, /belongs to nothing \(got "root-2"\).*Did you mean "root-1"\?/],
        [issuer, /got rsa-2048/],
        [issuer, /has expired/],
        [issuerKey, /is empty/],
      ],
    );
  });
});
