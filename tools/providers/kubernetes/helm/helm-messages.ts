/** Helm's reason for failing: its last error, without the prefix that every message has. */
export function helmReason(stderr: string): string {
  const lines = stderr.split("\n").filter((line) => line.trim() !== "");
  const first = lines.findIndex((line) => line.startsWith("Error: "));
  const relevant = first < 0 ? lines : lines.slice(first);
  const hint = /Use --debug flag/;
  const reason = relevant
    .filter((line) => !hint.test(line))
    .join("\n")
    .replace(/^Error: /, "");
  return reason === "" ? "helm gives no reason" : reason;
}

/** What helm warns about on its way, such as a deprecated chart; not that files are readable by others, which are ours. */
export function helmWarnings(stderr: string): string[] {
  return stderr
    .split("\n")
    .map((line) => /(?:WARNING|level=WARN\S*(?: msg=)?):?\s*(.*)/.exec(line)?.[1] ?? "")
    .filter((text) => text !== "" && !/^Kubernetes configuration file is/.test(text));
}
