/**
 * A JSON value whose shape only its reader knows, such as a value of a Helm chart. Pulumi's analyzer, which reads these types
 * for other languages, knows no `unknown`.
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type RawValue = any;
