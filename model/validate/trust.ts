import { AnchorState } from "../definition";
import { defaults } from "../defaults";
import { joinPath, quote } from "../problem";
import { report, type ValidationContext } from "./context";

/** Anchors form a rotation that can be carried out, and nothing outlives what it is signed by. */
export function checkTrust(context: ValidationContext): void {
  const trust = context.definition.trust;
  const anchors = trust?.anchors;
  if (anchors) {
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
  const signer = anchors?.find(({ state }) => state === AnchorState.Active);
  const anchorDays = signer?.validityDays ?? defaults.anchorValidityDays;
  const issuerDays = trust?.issuer?.validityDays ?? defaults.issuerValidityDays;
  const webhookDays = trust?.webhooks?.validityDays ?? defaults.webhookValidityDays;
  for (const [field, days] of [
    ["issuer", issuerDays],
    ["webhooks", webhookDays],
  ] as const) {
    if (days <= anchorDays) continue;
    report(context, [joinPath("trust", field, "validityDays")], {
      message: `is longer than its root lives (got ${String(days)}, root ${String(anchorDays)})`,
      rule: "A certificate never outlives the one that signed it",
      fix: `Lower it to at most ${String(anchorDays)}, or give the anchor a longer life`,
    });
  }
}
