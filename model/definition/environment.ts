/**
 * What kind of place a mesh runs in. It decides defaults (availability, protection of the root) and how severe a
 * finding is; it never changes what a policy means.
 */
export const Environment = {
  /** Short-lived and disposable: one replica, nothing protected. */
  Development: "development",
  /** Production's rehearsal: one replica, trust protected. */
  Staging: "staging",
  /** Carries real traffic: highly available, trust and CRDs protected. */
  Production: "production",
} as const;
export type Environment = (typeof Environment)[keyof typeof Environment];
