import { childPath, quote } from "../problem";
import { isDnsSubdomain } from "../values/names";
import { report, type ValidationContext } from "./context";

const labelName = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/** Selectors are made of labels that a pod can have. */
export function checkSelectors(context: ValidationContext): void {
  for (const { definition, path } of context.services) {
    for (const [key, value] of Object.entries(definition.selector ?? {})) {
      const at = childPath(path, "selector", key);
      if (!isLabelKey(key)) {
        report(context, [at], {
          message: `is not a label key (got ${quote(key)})`,
          rule: "A key is a name of at most 63 letters, digits, -, _ and ., after a domain and a slash if it has a prefix",
          fix: "Write the key that the pods have",
        });
      }
      if (value !== "" && !labelName.test(value)) {
        report(context, [at], {
          message: `is not a label value (got ${quote(value)})`,
          rule: "A value has at most 63 letters, digits, -, _ and ., and starts and ends with a letter or digit",
          fix: "Write the value that the pods have",
        });
      }
    }
  }
}

function isLabelKey(key: string): boolean {
  const slash = key.indexOf("/");
  return labelName.test(key.slice(slash + 1)) && (slash === -1 || isDnsSubdomain(key.slice(0, slash)));
}
