/** How a trap is kept from whoever writes a definition. */
export type Prevention =
  /** A definition that would walk into it is refused; `at` is where the problem stands in the example of its test. */
  | { readonly kind: "refused"; readonly at: string }
  /** No definition leads there; `how` says why. */
  | { readonly kind: "constructed"; readonly how: string };

/** Something that Linkerd takes without a word and does otherwise than it reads, or that its webhook would deny. */
export interface Trap {
  /** Stable name. */
  readonly id: string;
  /** What it is about. */
  readonly area: string;
  /** What happens to whoever writes Linkerd's objects by hand. */
  readonly what: string;
  readonly prevention: Prevention;
  /** Title of the test that shows it. */
  readonly test: string;
}

export function refused(at: string): Prevention {
  return { kind: "refused", at };
}

export function constructed(how: string): Prevention {
  return { kind: "constructed", how };
}
