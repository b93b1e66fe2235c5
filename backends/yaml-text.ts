import { stringify } from "yaml";

/**
 * A value as YAML that Kubernetes' tools, Helm and Prometheus read as it is. They follow YAML 1.1, where `on`, `no` and `y`
 * are booleans unless they are quoted.
 */
export function yamlText(value: unknown): string {
  return stringify(value, { version: "1.1", lineWidth: 0, aliasDuplicateObjects: false });
}
