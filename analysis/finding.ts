import type { Environment } from "../model";
import { type ResolvedMesh } from "../model";

/** How much a finding matters where the mesh runs. */
export const Severity = {
  /** Stops the rollout before anything is touched. */
  Error: "error",
  /** Needs a look. */
  Warning: "warning",
  /** Good to know. */
  Info: "info",
} as const;
export type Severity = (typeof Severity)[keyof typeof Severity];

/** Something about a mesh that renders and still deserves a look. */
export interface Finding {
  /** Stable name, by which it can be accepted in the definition. */
  readonly code: FindingCode;
  readonly severity: Severity;
  /** Where in the definition. */
  readonly path: string;
  readonly message: string;
  readonly fix: string;
}

type SeverityByEnvironment = Readonly<Record<Environment, Severity>>;

function severities(development: Severity, staging: Severity, production: Severity): SeverityByEnvironment {
  return { development, staging, production };
}

const { Warning, Info } = Severity;

/** Every code with its severity in development, staging and production. */
export const findingSeverities = {
  "few-services": severities(Info, Info, Warning),
  "shared-identity": severities(Warning, Warning, Warning),
  "unreachable-service": severities(Warning, Warning, Warning),
  "gateway-closed": severities(Info, Warning, Warning),
  "gateway-shut-out": severities(Warning, Warning, Warning),
  "callers-by-address": severities(Info, Warning, Warning),
  "open-to-all": severities(Info, Warning, Warning),
  "access-audited": severities(Info, Warning, Warning),
  "plaintext-accepted": severities(Info, Warning, Warning),
  "outside-the-mesh": severities(Info, Warning, Warning),
  "retry-not-idempotent": severities(Info, Warning, Warning),
  "retry-amplification": severities(Info, Warning, Warning),
  "timeout-inversion": severities(Info, Warning, Warning),
  "call-cycle": severities(Info, Info, Info),
  "single-control-plane": severities(Info, Info, Warning),
  "unprotected-root": severities(Info, Warning, Warning),
  "short-lived-certificate": severities(Warning, Warning, Warning),
  "certificate-ends-soon": severities(Warning, Warning, Warning),
  "certificate-outlives-root": severities(Info, Warning, Warning),
  "issuer-signs-authorities": severities(Info, Warning, Warning),
  "issuer-for-every-namespace": severities(Info, Warning, Warning),
  "beyond-the-model": severities(Info, Info, Warning),
  "accepted-nothing": severities(Warning, Warning, Warning),
} as const satisfies Record<string, SeverityByEnvironment>;

export type FindingCode = keyof typeof findingSeverities;

/** A finding before it has a severity. */
export type RawFinding = Omit<Finding, "severity">;

/** A finding with the severity it has in the mesh's environment. */
export function withSeverity(mesh: Pick<ResolvedMesh, "environment">, finding: RawFinding): Finding {
  return { ...finding, severity: findingSeverities[finding.code][mesh.environment] };
}
