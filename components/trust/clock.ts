/** What time it is, by which certificates are judged. Tests set it. Unit: milliseconds since 1970. */
export const clock = { now: (): number => Date.now() };
