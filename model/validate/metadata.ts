import { quote } from "../problem";
import { isLabelValue, isMetadataKey } from "../values/metadata";
import { report, type ValidationContext } from "./context";

type Entries = Readonly<Record<string, string>> | undefined;

/** Keys of labels and annotations are what Kubernetes takes. */
export function checkMetadataKeys(context: ValidationContext, path: string, entries: Entries): void {
  for (const key of Object.keys(entries ?? {})) {
    if (isMetadataKey(key)) continue;
    report(context, [path, key], {
      message: `is no key of a label or annotation (got ${quote(key)})`,
      rule: "It is a name of at most 63 letters, digits, -, _ and ., with a DNS subdomain and a slash before it or not",
      fix: 'Write "example.org/name", for example',
    });
  }
}

/** Labels are what Kubernetes takes. */
export function checkLabels(context: ValidationContext, path: string, labels: Entries): void {
  checkMetadataKeys(context, path, labels);
  for (const [key, value] of Object.entries(labels ?? {})) {
    if (isLabelValue(value)) continue;
    report(context, [path, key], {
      message: `is no value of a label (got ${quote(value)})`,
      rule: "It is empty, or at most 63 letters, digits, -, _ and . that begin and end with a letter or digit",
      fix: "Correct the value; longer texts belong into annotations",
    });
  }
}
