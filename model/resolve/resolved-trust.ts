import type { AnchorState, KeyAlgorithm, RootSourceKind, TrustSource } from "../definition";

export interface ResolvedAnchor {
  readonly name: string;
  readonly state: AnchorState;
  readonly validityDays: number;
}

export interface ResolvedCertificate {
  readonly validityDays: number;
  readonly generation: number;
  /** Only where someone renews it by itself. */
  readonly renewBeforeDays?: number;
}

export interface ResolvedCertManager {
  readonly rootNamespace: string;
  /** Someone else's issuer with its roots; nothing: the anchors are made. */
  readonly existing:
    | {
        readonly issuer: { readonly name: string; readonly kind: string; readonly group: string };
        readonly roots: readonly {
          readonly kind: RootSourceKind;
          readonly name: string;
          readonly key: string;
        }[];
      }
    | undefined;
}

export interface ResolvedTrust {
  readonly source: TrustSource;
  readonly algorithm: KeyAlgorithm;
  /** In the order of the definition: the first steps of a rotation stay before the last. */
  readonly anchors: readonly ResolvedAnchor[];
  readonly issuer: ResolvedCertificate;
  readonly webhooks: ResolvedCertificate;
  /** Only with the source `cert-manager`. */
  readonly certManager: ResolvedCertManager | undefined;
  readonly protect: boolean;
}
