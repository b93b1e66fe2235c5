/** What the reporter inside the mocha process tells the runner. */
export type TestEvent =
  | { readonly kind: "started"; readonly title: string }
  | { readonly kind: "passed"; readonly title: string }
  | { readonly kind: "failed"; readonly title: string; readonly text: string }
  | { readonly kind: "skipped"; readonly title: string; readonly reason: string | undefined }
  | { readonly kind: "ended" };
