import assert from "node:assert/strict";
import { X509Certificate, createPublicKey } from "node:crypto";
import { AsnConvert } from "@peculiar/asn1-schema";
import * as x509 from "@peculiar/asn1-x509";
import { issueCertificate, publicKeyInfo } from "../../../tools/providers/tls/certificate";
import type { CertificateRequest, IssuedCertificate } from "../../../tools/providers/tls/certificate";
import { distinguishedName, requestedName } from "../../../tools/providers/tls/distinguished-name";
import { firstPemBlock } from "../../../tools/providers/tls/pem";
import { generatePrivateKey } from "../../../tools/providers/tls/private-keys";
import type { KeyAlgorithm } from "../../../tools/providers/tls/private-keys";
import { exactBuffer } from "../../../tools/providers/tls/signing";
import { createSigningRequest, parseSigningRequest } from "../../../tools/providers/tls/signing-request";

const newKey = (algorithm: KeyAlgorithm) => generatePrivateKey({ algorithm, curve: "P256", rsaBits: 2048 });
const key = newKey("ECDSA");
const noNames = { dnsNames: [], ipAddresses: [], uris: [] };
const authority: CertificateRequest = {
  subject: distinguishedName({ commonName: "root", organization: "Ex & Co" }),
  names: noNames,
  publicKey: publicKeyInfo(key),
  allowedUses: ["cert_signing", "crl_signing"],
  isCa: true,
  maxPathLength: undefined,
  setSubjectKeyId: false,
  setAuthorityKeyId: false,
  notBefore: new Date("2026-01-02T03:04:05.678Z"),
  validityHours: 24,
};
const selfIssue = (change: Partial<CertificateRequest>): IssuedCertificate =>
  issueCertificate({ ...authority, ...change }, { key, certificate: undefined });

function parsed({ pem }: IssuedCertificate): x509.Certificate {
  const block = firstPemBlock(pem);
  assert.ok(block !== undefined);
  return AsnConvert.parse(exactBuffer(block.der), x509.Certificate);
}

function extension(certificate: IssuedCertificate, id: string): x509.Extension | undefined {
  return parsed(certificate).tbsCertificate.extensions?.find(({ extnID }) => extnID === id);
}

describe("issuing a certificate", function () {
  // RSA keys take a while to generate.
  this.timeout(60_000);
  it("gives it a serial number of up to 128 bits, another one each time", () => {
    const issued = Array.from({ length: 20 }, () => selfIssue({}));
    for (const { pem, serialNumber } of issued) {
      assert.equal(BigInt(`0x${new X509Certificate(pem).serialNumber}`).toString(), serialNumber);
      assert.ok(BigInt(serialNumber) < 1n << 128n);
    }
    assert.equal(new Set(issued.map(({ serialNumber }) => serialNumber)).size, issued.length);
  });

  it("writes whole seconds, in the short form until 2049 and in the long one from 2050", () => {
    const { pem, notBefore, notAfter } = selfIssue({ validityHours: 24 * 366 * 40 });
    const { validity } = parsed({ pem, notBefore, notAfter, serialNumber: "" }).tbsCertificate;
    assert.equal(validity.notBefore.utcTime?.toISOString(), "2026-01-02T03:04:05.000Z");
    assert.equal(validity.notAfter.utcTime, undefined);
    assert.equal(validity.notAfter.generalTime?.getUTCFullYear(), 2066);
    assert.equal(validity.notAfter.generalTime.getMilliseconds(), 0);
    assert.equal(notAfter.getTime() - notBefore.getTime(), 24 * 366 * 40 * 3_600_000);
  });

  it("writes a path length above 0, and leaves out 0 as the official plugin does", () => {
    const constraint = (maxPathLength: number | undefined): number | undefined => {
      const found = extension(selfIssue({ maxPathLength }), x509.id_ce_basicConstraints);
      assert.ok(found?.critical === true);
      return AsnConvert.parse(found.extnValue, x509.BasicConstraints).pathLenConstraint;
    };
    assert.deepEqual([2, 1, 0, -1, undefined].map(constraint), [2, 1, undefined, undefined, undefined]);
  });

  it("repeats the issuer's name to the byte, and its key id", () => {
    const root = selfIssue({});
    const other = newKey("RSA");
    const subject = distinguishedName({ commonName: "issuer" });
    const issued = issueCertificate(
      { ...authority, subject, publicKey: publicKeyInfo(other) },
      { key, certificate: parsed(root) },
    );
    const bytes = (name: x509.Name): string => Buffer.from(AsnConvert.serialize(name)).toString("hex");
    assert.equal(bytes(parsed(issued).tbsCertificate.issuer), bytes(authority.subject));
    assert.ok(new X509Certificate(issued.pem).checkIssued(new X509Certificate(root.pem)));
    assert.ok(new X509Certificate(issued.pem).verify(createPublicKey(key.key)));
    const id = extension(root, x509.id_ce_subjectKeyIdentifier)?.extnValue.buffer;
    const repeated = extension(issued, x509.id_ce_authorityKeyIdentifier)?.extnValue.buffer;
    assert.ok(id !== undefined && repeated !== undefined);
    assert.equal(
      Buffer.from(repeated).subarray(-20).toString("hex"),
      Buffer.from(id).subarray(-20).toString("hex"),
    );
  });

  it("leaves the authority key id out under the issuer's own name, and without one to repeat", () => {
    const root = selfIssue({});
    const namesake = issueCertificate(authority, { key, certificate: parsed(root) });
    assert.equal(extension(namesake, x509.id_ce_authorityKeyIdentifier), undefined);
    assert.equal(extension(root, x509.id_ce_authorityKeyIdentifier), undefined);
    assert.ok(
      extension(selfIssue({ setAuthorityKeyId: true }), x509.id_ce_authorityKeyIdentifier) !== undefined,
    );
    assert.throws(
      () => selfIssue({ isCa: false, setAuthorityKeyId: true }),
      /setAuthorityKeyId .* Set setSubjectKeyId/,
    );
  });

  it("makes the alternative names critical when there is no subject", () => {
    const names = { dnsNames: ["a"], ipAddresses: ["::ffff:10.0.0.1"], uris: [] };
    const critical = (change: Partial<CertificateRequest>): boolean | undefined =>
      extension(selfIssue({ names, isCa: false, ...change }), x509.id_ce_subjectAltName)?.critical;
    assert.equal(critical({}), false);
    assert.equal(critical({ subject: distinguishedName({}) }), true);
    assert.equal(new X509Certificate(selfIssue({ names }).pem).subjectAltName, "DNS:a, IP Address:10.0.0.1");
  });

  it("signs with every kind of key", () => {
    for (const algorithm of ["RSA", "ECDSA", "ED25519"] as const) {
      const own = newKey(algorithm);
      const request = { ...authority, publicKey: publicKeyInfo(own) };
      const { pem } = issueCertificate(request, { key: own, certificate: undefined });
      assert.ok(new X509Certificate(pem).verify(createPublicKey(own.key)), algorithm);
    }
  });

  it("refuses what no verifier would accept", () => {
    assert.throws(
      () => selfIssue({ subject: distinguishedName({}) }),
      /^Error: subject is empty.*Set at least subject\.commonName/,
    );
    assert.throws(
      () => selfIssue({ isCa: false, maxPathLength: 1 }),
      /^Error: maxPathLength is set, but only/,
    );
    const stranger = { key: newKey("ECDSA"), certificate: parsed(selfIssue({})) };
    assert.throws(() => issueCertificate(authority, stranger), /^Error: caPrivateKeyPem does not belong to/);
  });
});

describe("a distinguished name", () => {
  const text = (name: Iterable<x509.AttributeTypeAndValue[]>): string =>
    Array.from(name, (part) => part.map(({ type, value }) => `${type}=${value.toString()}`).join("+")).join(
      ", ",
    );

  it("has its attributes in the usual order, several values in one part", () => {
    const name = distinguishedName({
      commonName: "cn",
      country: "DE",
      emailAddress: "a@b.c",
      organization: "o",
      province: "st",
      serialNumber: "7",
      streetAddresses: ["b", "a"],
    });
    const street = "2.5.4.9=a+2.5.4.9=b";
    const parts = [
      "2.5.4.6=DE",
      "2.5.4.8=st",
      street,
      "2.5.4.10=o",
      "2.5.4.3=cn",
      "2.5.4.5=7",
      "1.2.840.113549.1.9.1=a@b.c",
    ];
    assert.equal(text(name), parts.join(", "));
  });

  it("uses the older string type for the characters it has, and UTF-8 for others", () => {
    const types = ["plain (x)", "a*b", "a&b", "Köln"].map((commonName) => {
      const attribute = distinguishedName({ commonName })[0]?.[0];
      return attribute?.value.printableString === undefined ? "utf8" : "printable";
    });
    assert.deepEqual(types, ["printable", "utf8", "utf8", "utf8"]);
  });

  it("passes from a request to a certificate without attributes that a subject input does not have", () => {
    const requested = distinguishedName({ commonName: "cn", emailAddress: "a@b.c", country: "DE" });
    assert.equal(text(requestedName(requested)), "2.5.4.6=DE, 2.5.4.3=cn");
  });
});

describe("a signing request", () => {
  it("carries names and key", () => {
    const names = { dnsNames: ["a"], ipAddresses: ["10.0.0.1", "2001:db8::1"], uris: ["spiffe://a/b"] };
    const der = createSigningRequest(distinguishedName({ commonName: "web" }), names, key);
    const request = parseSigningRequest(exactBuffer(der));
    assert.deepEqual(request.names.dnsNames, names.dnsNames);
    assert.equal(request.names.ipAddresses.length, 2);
    assert.deepEqual(request.names.uris, names.uris);
    assert.deepEqual(AsnConvert.serialize(request.publicKey), AsnConvert.serialize(publicKeyInfo(key)));
    const none = parseSigningRequest(exactBuffer(createSigningRequest(distinguishedName({}), noNames, key)));
    assert.deepEqual(none.names, noNames);
    assert.equal(none.subject.length, 0);
  });
});
