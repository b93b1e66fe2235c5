import {
  AnchorState,
  defaultRenewBeforeDays,
  RootSourceKind,
  type KeyAlgorithm,
  type ResolvedCertManager,
} from "../../model";
import type {
  AnchorPlan,
  CertificatePlan,
  CertManagerObject,
  CertManagerPlan,
  TrustPlan,
} from "../installation";
import type { Json, Manifest } from "../manifest";
import { hoursOf } from "./webhook-authority";

/** What cert-manager must know beside the plan itself. */
export interface CertManagerSettings extends ResolvedCertManager {
  /** First part of the names of everything that is not named by the mesh. */
  readonly prefix: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Root of the webhooks' certificates. */
  readonly webhookAuthority: AnchorPlan;
}

const group = "cert-manager.io";
const ready = "Ready";

type ExistingRoot = NonNullable<ResolvedCertManager["existing"]>["roots"][number];

type IssuerReference = { readonly name: string; readonly kind: string; readonly group: string };

/**
 * The objects by which cert-manager makes the certificates of a plan, and trust-manager the bundle. Anchors keep their key when
 * cert-manager renews them, so that what they signed stays valid; another key is another anchor, as with every source. Everything
 * that they sign gets a new key each time.
 */
export function certManagerPlan(plan: TrustPlan, settings: CertManagerSettings): CertManagerPlan {
  const { namespace } = plan.bundle;
  const { existing, rootNamespace, prefix, webhookAuthority } = settings;
  const make = new Maker(settings, plan.algorithm);
  // Joined by dots, which no part holds: an anchor may be called anything.
  const webhookRoot = `${prefix}.webhooks`;
  const rootName = ({ name }: AnchorPlan): string => `${prefix}.anchor.${name}`;
  const selfSigned = localIssuer(`${prefix}.self-signed`);
  const anchors = existing === undefined ? plan.anchors : [];
  const active = anchors.find(({ state }) => state === AnchorState.Active);
  // A ClusterIssuer hands out certificates in every namespace; it is only taken where the root lies in another one.
  const signer = active && {
    name: rootName(active),
    kind: rootNamespace === namespace ? "Issuer" : "ClusterIssuer",
    group,
  };
  const issuerRef = existing?.issuer ?? signer;
  if (issuerRef === undefined) throw new Error("a checked definition has exactly one active anchor");

  // The API server's trust in webhooks stays within each namespace: no Issuer of it signs anywhere else.
  const webhookHomes = [...new Set(plan.webhooks.map(({ secret }) => secret.namespace))];
  const selfSignedHomes = new Set([...(anchors.length > 0 ? [rootNamespace] : []), ...webhookHomes]);
  const ownRoots = activeFirst(anchors).map((anchor) => ({
    secret: { name: rootName(anchor), key: "tls.crt" },
  }));
  return {
    steps: [
      [...selfSignedHomes].map((home) => make.issuer({ ...selfSigned, namespace: home }, { selfSigned: {} })),
      [
        ...anchors.map((anchor) =>
          make.root(anchor, {
            name: rootName(anchor),
            namespace: rootNamespace,
            issuerRef: selfSigned,
            // A retiring anchor is on its way out: its protection ends one step before it is deleted.
            protect: plan.protect && anchor.state !== AnchorState.Retiring,
          }),
        ),
        ...webhookHomes.map((home) =>
          make.root(webhookAuthority, {
            name: webhookRoot,
            namespace: home,
            issuerRef: selfSigned,
            protect: false,
          }),
        ),
      ],
      [
        ...(signer === undefined
          ? []
          : [make.issuer({ ...signer, namespace: rootNamespace }, { ca: { secretName: signer.name } })]),
        ...webhookHomes.map((home) =>
          make.issuer({ ...localIssuer(webhookRoot), namespace: home }, { ca: { secretName: webhookRoot } }),
        ),
      ],
      [
        make.certificate(plan.issuer, issuerRef),
        ...plan.webhooks.map((webhook) => make.certificate(webhook, localIssuer(webhookRoot))),
        make.bundle(plan, existing === undefined ? ownRoots : existing.roots.map(sourceOf)),
      ],
    ],
    definitions: [
      `certificates.${group}`,
      ...(signer?.kind === "ClusterIssuer" ? [`clusterissuers.${group}`] : []),
      `issuers.${group}`,
      "bundles.trust.cert-manager.io",
    ],
  };
}

function sourceOf({ kind, name, key }: ExistingRoot): Json {
  return kind === RootSourceKind.Secret ? { secret: { name, key } } : { configMap: { name, key } };
}

/** Where cert-manager's injector finds the authority of a webhook: the Certificate, which has the name of its Secret. */
export function caSourceOf({ secret }: CertificatePlan): string {
  return `${secret.namespace}/${secret.name}`;
}

function localIssuer(name: string): IssuerReference {
  return { name, kind: "Issuer", group };
}

function activeFirst(anchors: readonly AnchorPlan[]): AnchorPlan[] {
  const rank = ({ state }: AnchorPlan): number => (state === AnchorState.Active ? 0 : 1);
  return [...anchors].sort((a, b) => rank(a) - rank(b));
}

interface RootPlace {
  /** Of the Certificate and its Secret. */
  readonly name: string;
  readonly namespace: string;
  readonly issuerRef: IssuerReference;
  readonly protect: boolean;
}

/** Makes single objects. */
class Maker {
  constructor(
    private readonly settings: CertManagerSettings,
    private readonly algorithm: KeyAlgorithm,
  ) {}

  issuer(
    { name, kind, namespace }: IssuerReference & { readonly namespace: string },
    spec: Json,
  ): CertManagerObject {
    const place = kind === "ClusterIssuer" ? {} : { namespace };
    return this.object("Issuer", { kind, name, ...place }, spec);
  }

  /** A root: its key outlives renewals, so that whatever it signed stays valid. */
  root(
    { commonName, validityHours }: AnchorPlan,
    { name, namespace, issuerRef, protect }: RootPlace,
  ): CertManagerObject {
    const spec = {
      secretName: name,
      commonName: shortened(commonName),
      isCA: true,
      ...times(validityHours, defaultRenewBefore(validityHours)),
      privateKey: { ...privateKeys[this.algorithm], encoding: "PKCS8", rotationPolicy: "Never" },
      usages: ["cert sign", "crl sign"],
      issuerRef,
    };
    return { ...this.object("Certificate", { name, namespace }, spec), protect };
  }

  certificate(plan: CertificatePlan, issuerRef: IssuerReference): CertManagerObject {
    const { secret, commonName, dnsNames, isAuthority, validityHours, renewBeforeHours } = plan;
    const spec = {
      secretName: secret.name,
      commonName: shortened(commonName),
      dnsNames: [...dnsNames],
      isCA: isAuthority,
      ...times(validityHours, renewBeforeHours ?? defaultRenewBefore(validityHours)),
      privateKey: { ...privateKeys[this.algorithm], encoding: "PKCS8", rotationPolicy: "Always" },
      usages: isAuthority
        ? ["cert sign", "crl sign"]
        : ["digital signature", "key encipherment", "server auth"],
      issuerRef,
    };
    return this.object("Certificate", secret, spec);
  }

  /** trust-manager names the ConfigMap like the Bundle. Every namespace carries its own name as a label. */
  bundle({ bundle }: TrustPlan, sources: Json): CertManagerObject {
    const target = {
      configMap: { key: bundle.key },
      namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": bundle.namespace } },
    };
    const manifest: Manifest = {
      apiVersion: "trust.cert-manager.io/v1alpha1",
      kind: "Bundle",
      metadata: { name: bundle.name, labels: this.settings.labels },
      spec: { sources, target },
    };
    return { manifest, condition: "Synced", protect: false };
  }

  private object(
    kind: string,
    {
      kind: exactKind = kind,
      ...place
    }: { readonly kind?: string; readonly name: string; readonly namespace?: string },
    spec: Json,
  ): CertManagerObject {
    const manifest: Manifest = {
      apiVersion: `${group}/v1`,
      kind: exactKind,
      metadata: { ...place, labels: this.settings.labels },
      spec,
    };
    return { manifest, condition: ready, protect: false };
  }
}

const privateKeys: Readonly<Record<KeyAlgorithm, { readonly algorithm: string; readonly size: number }>> = {
  "ecdsa-p256": { algorithm: "ECDSA", size: 256 },
  "ecdsa-p384": { algorithm: "ECDSA", size: 384 },
  "rsa-2048": { algorithm: "RSA", size: 2048 },
  "rsa-4096": { algorithm: "RSA", size: 4096 },
};

/** Written as Go writes durations: the API server would rewrite any other form, and the next preview would show it. */
function times(validityHours: number, renewBeforeHours: number): { duration: string; renewBefore: string } {
  const text = (hours: number): string => `${String(hours)}h0m0s`;
  return { duration: text(validityHours), renewBefore: text(renewBeforeHours) };
}

function defaultRenewBefore(validityHours: number): number {
  return hoursOf(defaultRenewBeforeDays(validityHours / hoursOf(1)));
}

const longestCommonName = 64;

/** X.509 bounds common names; the whole name stands among the DNS names, which are what is checked. */
function shortened(name: string): string {
  return name.slice(0, longestCommonName).replace(/[.-]+$/, "");
}
