import type { ControlPlaneSettings } from "./cluster";

/** Identities that are let in, as the proxy compares them. */
export interface IdentityMatches {
  readonly exact: readonly string[];
  /** Ends of names with the leading dot; the empty text ends every name. */
  readonly suffixes: readonly string[];
}

export function serviceAccountIdentity(
  { namespace: controlPlane, trustDomain }: ControlPlaneSettings,
  namespace: string,
  name: string,
): string {
  return `${name}.${namespace}.serviceaccount.identity.${controlPlane}.${trustDomain}`;
}

export function namespaceIdentities(
  { namespace: controlPlane, trustDomain }: ControlPlaneSettings,
  namespace: string,
): string {
  return `*.${namespace}.serviceaccount.identity.${controlPlane}.${trustDomain}`;
}

/** Reads identities as they are written in a policy: a name, `*.` before the end of names, or `*` for all. */
export function readIdentities(written: readonly string[]): IdentityMatches {
  return {
    exact: written.filter((identity) => identity !== "*" && !identity.startsWith("*.")),
    suffixes: written.flatMap((identity) => {
      if (identity === "*") return [""];
      return identity.startsWith("*.") ? [identity.slice(1)] : [];
    }),
  };
}

export function matchesIdentity({ exact, suffixes }: IdentityMatches, identity: string): boolean {
  if (exact.includes(identity)) return true;
  return !identity.includes("://") && suffixes.some((suffix) => identity.endsWith(suffix));
}
