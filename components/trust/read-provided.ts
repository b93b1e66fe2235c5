import type { X509Certificate } from "node:crypto";
import type * as pulumi from "@pulumi/pulumi";
import type { CertificateText, KeyPairText, ProvidedFacts } from "../../analysis";
import { certificateText, factsOf, readCertificates, type ReadCertificates } from "./pem/read-certificates";
import { readKey, type ReadKey } from "./pem/read-key";
import type { ProvidedCertificates } from "./provided-certificates";

/** What was given, once everything of it is known. */
export type KnownCertificates = pulumi.Unwrap<ProvidedCertificates>;

/** A certificate with its key, as they go to the cluster. */
export interface KeyPairPem {
  readonly certificate: string;
  readonly key: string;
}

/** Everything that was given, as it goes to the cluster: the same however it was written before. */
export interface ProvidedPem {
  /** Key: name of the anchor. */
  readonly anchors: Readonly<Record<string, string>>;
  readonly issuer: KeyPairPem;
  /** Empty without `webhooks`. */
  readonly webhookAuthority: string;
  /** Key: role of the webhook. */
  readonly webhooks: Readonly<Record<string, KeyPairPem>>;
}

/** Reads everything that was given. It never fails: what cannot be read is among the facts. */
export function readProvided(given: KnownCertificates): { facts: ProvidedFacts; pem: ProvidedPem } {
  const anchors = mapValues(given.anchors, readAnchor);
  const issuer = readPair(given.issuer);
  const authority = given.webhooks && readCertificates(given.webhooks.authority);
  const webhooks = mapValues(given.webhooks?.certificates ?? {}, readPair);
  const known = [
    ...Object.values(anchors).flatMap(({ certificates }) => certificates),
    ...[issuer, ...Object.values(webhooks)].flatMap(({ certificate }) => certificate.certificates),
    ...(authority?.certificates ?? []),
  ];
  const text = (read: ReadCertificates): CertificateText => factsOfText(read, known);
  const pair = ({ certificate, key: { publicKey, faults } }: ReadPair): KeyPairText => ({
    certificate: text(certificate),
    key: { publicKey, faults },
  });
  return {
    facts: {
      anchors: mapValues(anchors, text),
      issuer: pair(issuer),
      webhooks: authority && { authority: text(authority), certificates: mapValues(webhooks, pair) },
    },
    pem: {
      anchors: mapValues(anchors, ({ certificates }) => certificateText(certificates)),
      issuer: pemOf(issuer),
      webhookAuthority: certificateText(authority?.certificates ?? []),
      webhooks: mapValues(webhooks, pemOf),
    },
  };
}

interface ReadPair {
  readonly certificate: ReadCertificates;
  readonly key: ReadKey;
}

function readPair({ certificate, key }: KeyPairPem): ReadPair {
  return { certificate: readCertificates(certificate), key: readKey(key) };
}

function readAnchor(text: string): ReadCertificates {
  const read = readCertificates(text);
  return read.certificates.length > 1 ? { ...read, faults: [...read.faults, "several"] } : read;
}

function pemOf({ certificate, key }: ReadPair): KeyPairPem {
  return { certificate: certificateText(certificate.certificates), key: key.pkcs8 };
}

function factsOfText(
  { certificates, faults }: ReadCertificates,
  known: readonly X509Certificate[],
): CertificateText {
  return { certificates: certificates.map((certificate) => factsOf(certificate, known)), faults };
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
