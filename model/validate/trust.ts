import { AnchorState, TrustSource, type TrustDefinition } from "../definition";
import { defaults } from "../defaults";
import { didYouMean, quote } from "../problem";
import { defaultRenewBeforeDays } from "../resolve/trust";
import { report, type ValidationContext } from "./context";

/** Anchors form a rotation that can be carried out, nothing outlives what it is signed by, and every field has an effect. */
export function checkTrust(context: ValidationContext): void {
  const { trust } = context.definition;
  if (trust === undefined) return;
  const source = trust.source ?? defaults.trustSource;
  checkAnchors(context, trust);
  checkIdleFields(context, trust, source);
  if (source === TrustSource.CertManager) {
    checkCertManager(context, trust);
    checkRenewalOfAnchors(context, trust);
  }
  checkLifetimes(context, trust, source);
}

function checkAnchors(context: ValidationContext, { anchors }: TrustDefinition): void {
  if (anchors === undefined) return;
  const active = anchors.filter(({ state }) => state === AnchorState.Active);
  if (active.length !== 1) {
    report(context, ["trust.anchors"], {
      message: `has ${String(active.length)} active anchors (got ${anchors.map(({ name, state }) => `${name} ${state}`).join(", ")})`,
      rule: "Exactly one anchor signs the issuer",
      fix: `Set one state to "active"; a new anchor starts as "staged", an old one ends as "retiring"`,
    });
  }
  const names = anchors.map(({ name }) => name);
  names.forEach((name, index) => {
    if (names.indexOf(name) === index) return;
    report(context, ["trust", "anchors", index, "name"], {
      message: `is taken (got ${quote(name)})`,
      rule: "An anchor's name stays with its key",
      fix: "Rename it",
    });
  });
}

const provided = "The source is provided: the certificates bring it";
const renewedByItself = "The source is cert-manager, which renews certificates by itself";

/** A field that does nothing is a wish that nobody hears. */
function checkIdleFields(context: ValidationContext, trust: TrustDefinition, source: TrustSource): void {
  const idle = (at: readonly (string | number)[], value: unknown, rule: string, fix: string): void => {
    if (value !== undefined) report(context, ["trust", ...at], { message: "has no effect here", rule, fix });
  };
  const { anchors = [], issuer, webhooks, certManager } = trust;
  if (source === TrustSource.Provided) {
    idle(["algorithm"], trust.algorithm, provided, "Leave it out");
    idle(["protect"], trust.protect, "The source is provided: no root key is in our hands", "Leave it out");
    idle(["issuer", "validityDays"], issuer?.validityDays, provided, "Leave it out");
    idle(["issuer", "generation"], issuer?.generation, provided, "Provide another certificate to renew it");
    anchors.forEach(({ validityDays }, index) => {
      idle(["anchors", index, "validityDays"], validityDays, provided, "Leave it out");
    });
  }
  if (source !== TrustSource.CertManager) {
    const rule = `The source is ${source}`;
    idle(["certManager"], certManager, rule, `Leave it out, or write source: "cert-manager"`);
    for (const [field, value] of Object.entries({ issuer, webhooks }))
      idle(
        [field, "renewBeforeDays"],
        value?.renewBeforeDays,
        rule,
        "Leave it out; raise generation to renew",
      );
    return;
  }
  for (const [field, value] of Object.entries({ issuer, webhooks }))
    idle([field, "generation"], value?.generation, renewedByItself, "Leave it out");
  if (certManager?.issuer === undefined) return;
  const someoneElse = "trust.certManager.issuer signs in their place";
  const fix = "Leave it out; name the issuer's root certificates in trust.certManager.roots";
  idle(["anchors"], trust.anchors, someoneElse, fix);
  idle(["protect"], trust.protect, "The roots are someone else's", "Leave it out");
}

const ownGroup = defaults.issuerGroup;
const ownKinds = ["ClusterIssuer", "Issuer"];

function checkCertManager(context: ValidationContext, { certManager = {} }: TrustDefinition): void {
  const { issuer, roots } = certManager;
  if (issuer !== undefined && roots === undefined)
    report(context, ["trust.certManager.roots"], {
      message: "is missing",
      rule: "Workloads must be told whom to trust, and an issuer does not say which root it ends in",
      fix: "Name the Secrets or ConfigMaps that hold the root certificates of trust.certManager.issuer",
    });
  if (issuer === undefined && roots !== undefined)
    report(context, ["trust.certManager.roots"], {
      message: "has no effect here",
      rule: "The roots are the mesh's own anchors unless trust.certManager.issuer is given",
      fix: "Leave it out, or name the issuer",
    });
  const kind = issuer?.kind;
  if (kind === undefined || (issuer?.group ?? ownGroup) !== ownGroup || ownKinds.includes(kind)) return;
  report(context, ["trust.certManager.issuer.kind"], {
    message: `is not a kind of ${ownGroup} (got ${quote(kind)})`,
    rule: `Its kinds are ${ownKinds.join(" and ")}; issuers from outside have a group of their own`,
    fix: didYouMean(kind, ownKinds) || "Name the group of the kind in trust.certManager.issuer.group",
  });
}

function checkLifetimes(context: ValidationContext, trust: TrustDefinition, source: TrustSource): void {
  const renewed = source === TrustSource.CertManager;
  for (const field of ["issuer", "webhooks"] as const) {
    const given = trust[field];
    const byHand = field === "issuer" ? defaults.issuerValidityDays : defaults.webhookValidityDays;
    const days = given?.validityDays ?? (renewed ? defaults.renewedValidityDays : byHand);
    if (renewed) checkRenewal(context, field, days, given?.renewBeforeDays);
    const root = rootLife(trust, source, field);
    if (root === undefined || days <= root.days) continue;
    report(context, ["trust", field, "validityDays"], {
      message: `is longer than its root lives (got ${String(days)}, root ${String(root.days)}${root.note})`,
      rule: "A certificate never outlives the one that signed it",
      fix: `Lower it to at most ${String(root.days)}, or give the anchor a longer life`,
    });
  }
}

function checkRenewal(
  context: ValidationContext,
  field: string,
  days: number,
  renewBefore = defaultRenewBeforeDays(days),
): void {
  if (renewBefore < days) return;
  const tooShort = days === 1;
  report(context, ["trust", field, tooShort ? "validityDays" : "renewBeforeDays"], {
    message: tooShort
      ? "is too short to be renewed (got 1)"
      : `is not below its life (got ${String(renewBefore)}, life ${String(days)})`,
    rule: "A certificate that is renewed before it begins is renewed without end",
    fix: tooShort ? "Write 2 or more" : `Lower it, for example to ${String(defaultRenewBeforeDays(days))}`,
  });
}

function checkRenewalOfAnchors(context: ValidationContext, { anchors = [] }: TrustDefinition): void {
  anchors.forEach(({ validityDays }, index) => {
    if (validityDays !== 1) return;
    report(context, ["trust", "anchors", index, "validityDays"], {
      message: "is too short to be renewed (got 1)",
      rule: "cert-manager renews roots as well, with the same key",
      fix: "Leave it out for ten years",
    });
  });
}

/** How long the signer of a certificate is sure to live on whenever it signs; nothing where that is not known here. */
function rootLife(
  { anchors, certManager }: TrustDefinition,
  source: TrustSource,
  field: "issuer" | "webhooks",
): { readonly days: number; readonly note: string } | undefined {
  const active = anchors?.find(({ state }) => state === AnchorState.Active);
  const days = active?.validityDays ?? defaults.anchorValidityDays;
  if (source === TrustSource.Generated) return { days, note: "" };
  // The webhooks have a root of their own that lives as long as a default anchor.
  const ownRoot = { days: defaults.anchorValidityDays, note: "" };
  if (source === TrustSource.Provided) return field === "webhooks" ? ownRoot : undefined;
  const signer = field === "webhooks" ? ownRoot : { days, note: "" };
  if (field === "issuer" && certManager?.issuer !== undefined) return undefined;
  const left = defaultRenewBeforeDays(signer.days);
  return { days: left, note: ` days before it is renewed` };
}
