import {
  RootSourceKind,
  TrustSource,
  type IssuedCertificateDefinition,
  type MeshDefinition,
  type TrustAnchorDefinition,
  type TrustDefinition,
} from "../definition";
import { defaults, environmentDefaults } from "../defaults";
import type { ResolvedCertificate, ResolvedCertManager, ResolvedTrust } from "./resolved";

/** cert-manager's own default is a third as well; written out, it cannot change under a mesh. */
export function defaultRenewBeforeDays(validityDays: number): number {
  return Math.max(1, Math.floor(validityDays / 3));
}

/** Fills in where certificates come from, and how long they live there. */
export function resolveTrust({ trust = {}, environment }: MeshDefinition): ResolvedTrust {
  const source = trust.source ?? defaults.trustSource;
  const anchors: readonly TrustAnchorDefinition[] = trust.anchors ?? defaults.anchors;
  return {
    source,
    algorithm: trust.algorithm ?? defaults.keyAlgorithm,
    anchors: anchors.map(({ name, state, validityDays = defaults.anchorValidityDays }) => ({
      name,
      state,
      validityDays,
    })),
    issuer: resolveCertificate(source, trust.issuer, defaults.issuerValidityDays),
    webhooks: resolveCertificate(source, trust.webhooks, defaults.webhookValidityDays),
    certManager: source === TrustSource.CertManager ? resolveCertManager(trust) : undefined,
    protect: trust.protect ?? environmentDefaults[environment].protectTrust,
  };
}

function resolveCertificate(
  source: TrustSource,
  given: IssuedCertificateDefinition = {},
  renewedByHandDays: number,
): ResolvedCertificate {
  const generation = given.generation ?? defaults.generation;
  if (source !== TrustSource.CertManager)
    return { validityDays: given.validityDays ?? renewedByHandDays, generation };
  const validityDays = given.validityDays ?? defaults.renewedValidityDays;
  return {
    validityDays,
    generation,
    renewBeforeDays: given.renewBeforeDays ?? defaultRenewBeforeDays(validityDays),
  };
}

function resolveCertManager({ certManager = {} }: TrustDefinition): ResolvedCertManager {
  const { issuer, roots = [] } = certManager;
  return {
    rootNamespace: certManager.rootNamespace ?? defaults.rootNamespace,
    existing: issuer && {
      issuer: {
        name: issuer.name,
        kind: issuer.kind ?? defaults.issuerKind,
        group: issuer.group ?? defaults.issuerGroup,
      },
      roots: roots.map(({ kind, name, key }) => ({
        kind,
        name,
        key: key ?? (kind === RootSourceKind.Secret ? "tls.crt" : "ca.crt"),
      })),
    },
  };
}
