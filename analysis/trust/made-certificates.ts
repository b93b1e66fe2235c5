import type { TrustPlan } from "../../backends";
import { AnchorState } from "../../model";
import type { RawFinding } from "../finding";
import { endsSoon } from "./certificate-findings";
import { instant } from "./single-certificate";

/**
 * What deserves a look in certificates that the deployment made, once it knows when they end.
 * @param ends Key: `anchor/<name>` or the certificate's role; value: an RFC 3339 time.
 * @param now Milliseconds since 1970.
 */
export function madeCertificateFindings(
  { anchors }: TrustPlan,
  ends: Readonly<Record<string, string>>,
  now: number,
): RawFinding[] {
  const active = anchors.find(({ state }) => state === AnchorState.Active);
  const rootEnd = active && ends[`anchor/${active.name}`];
  return Object.entries(ends).flatMap(([name, end]) => {
    const { path, fix } = placeOf(name);
    const endTime = Date.parse(end);
    const outlives = rootEnd !== undefined && !name.includes("/") && endTime > Date.parse(rootEnd);
    return [
      ...endsSoon(path, endTime, now, fix, name),
      ...(outlives
        ? [
            {
              code: "certificate-outlives-root" as const,
              path,
              message: `${name} ends at ${instant(endTime)}, after its root (${instant(Date.parse(rootEnd))}), and ends with it`,
              fix: "Stage a new anchor, or lower validityDays when the certificate is issued next",
            },
          ]
        : []),
    ];
  });
}

function placeOf(name: string): { readonly path: string; readonly fix: string } {
  if (name.startsWith("anchor/"))
    return { path: "trust.anchors", fix: "Stage a new anchor now: a rotation takes several rollouts" };
  if (name === "issuer") return { path: "trust.issuer", fix: "Raise trust.issuer.generation" };
  return { path: "trust.webhooks", fix: "Raise trust.webhooks.generation" };
}
