import type { RawFinding } from "../finding";
import type { ProvidedFacts } from "./certificate-facts";
import { certificatePaths, certificatesOf } from "./certificate-paths";
import { instant } from "./single-certificate";

/** Below this much is left, the renewal is due; `linkerd check` warns at the same time. Unit: days. */
export const renewalDueDays = 60;

const millisecondsPerDay = 86_400_000;

/** Findings that only certificates at hand can show: a definition alone cannot say whether they occur. */
export const certificateFindingCodes: readonly string[] = [
  "certificate-ends-soon",
  "issuer-signs-authorities",
];

/**
 * A certificate that ends soon. The text names its end and not what is left, so that it is the same on every day.
 * @param validTo Milliseconds since 1970.
 * @param now Milliseconds since 1970.
 * @param what Its name, where the path does not tell.
 */
export function endsSoon(path: string, validTo: number, now: number, fix: string, what = ""): RawFinding[] {
  if (validTo - now >= renewalDueDays * millisecondsPerDay) return [];
  return [
    {
      code: "certificate-ends-soon",
      path,
      message: `${what === "" ? "" : `${what} `}ends at ${instant(validTo)}, in less than ${String(renewalDueDays)} days`,
      fix,
    },
  ];
}

/** What deserves a look in provided certificates that hold. */
export function certificateFindings(given: ProvidedFacts, now: number): RawFinding[] {
  const ends = certificatesOf(given).flatMap(({ path, text }) =>
    text.certificates.flatMap(({ validTo }) =>
      endsSoon(path, validTo, now, "Provide the certificate that follows it; a root follows by rotation"),
    ),
  );
  const [issuer] = given.issuer.certificate.certificates;
  if (issuer?.pathLength === 0) return ends;
  return [
    ...ends,
    {
      code: "issuer-signs-authorities",
      path: certificatePaths.issuer,
      message: "may sign further authorities: whoever takes its key can make more of its kind",
      fix: "Issue it with a path length of 0",
    },
  ];
}
