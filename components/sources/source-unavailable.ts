import type { Problem } from "../../model";

/** A chart or manifest could not be had from where it was said to be. */
export class SourceUnavailable extends Error {
  /** What was to be had, for example `chart linkerd-crds 2026.8.3`. */
  readonly what: string;
  /** Where it was looked for. */
  readonly source: string;
  /** What the network or the file system said. */
  readonly reason: string;

  constructor(what: string, source: string, reason: string) {
    super(`${what} cannot be had from ${source}: ${reason}`);
    this.name = "SourceUnavailable";
    this.what = what;
    this.source = source;
    this.reason = reason;
  }
}

/** The same as a problem of the definition, with the ways out. */
export function unavailableProblem({ message }: SourceUnavailable, field: SourceField): Problem {
  return { path: field, message, rule: "", fix: waysOut[field] };
}

/** Fields of a definition that name a source. */
export type SourceField = keyof typeof waysOut;

const waysOut = {
  "controlPlane.charts.location":
    'Name a mirror of the repository (controlPlane.charts.location = "https://…" or "oci://…"), or a folder that holds the ' +
    "charts (controlPlane.charts.location = its path)",
  "controlPlane.gatewayApi.location":
    'Name a mirror of the manifest (controlPlane.gatewayApi.location = "https://…"), or a file or folder that holds it ' +
    '(controlPlane.gatewayApi.location = its path); where somebody else installs these CRDs, say controlPlane.gatewayApi.management = "existing"',
} as const;
