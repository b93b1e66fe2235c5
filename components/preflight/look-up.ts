import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { referenceKey, yamlText, type FoundObject, type ObjectReference } from "../../backends";
import { runHelm } from "../charts/helm";
import { parseManifests } from "../sources/read-manifests";

/** A cluster as kubectl would be told of it. */
export interface ClusterAccess {
  /** Contents or path of the kubeconfig; nothing for the ambient one. */
  readonly kubeconfig: string | undefined;
  readonly context: string | undefined;
}

const chart = "apiVersion: v2\nname: look-up\nversion: 0.0.0\n";

/** Never applied, only templated. Helm wants to know the kind of what it templates, so that the answers go into a ConfigMap. */
const template = `
{{- $answers := dict }}
{{- range .Values.references }}
{{- $found := lookup .apiVersion .kind (default "" .namespace) .name }}
{{- if $found }}
{{- $metadata := pick $found.metadata "name" "labels" "annotations" }}
{{- $answer := merge (dict "metadata" $metadata) (pick $found "webhooks") }}
{{- if eq .kind "ConfigMap" }}{{- $answer = merge $answer (pick $found "data") }}{{- end }}
{{- $_ := set $answers .key $answer }}
{{- end }}
{{- end }}
apiVersion: v1
kind: ConfigMap
metadata:
  name: pulumi-service-mesh-look-up
data:
  answers: {{ toJson $answers | quote }}
`;

/**
 * What is there of objects of a cluster: key is the reference's. Helm reads them, which knows every way to prove who one is to a
 * cluster; it is synchronous, because what it finds decides whether anything is declared. Secrets are never asked for.
 * @throws HelmError when Helm is not there, or the cluster does not answer
 */
export function lookUp(
  references: readonly ObjectReference[],
  { kubeconfig, context }: ClusterAccess,
): ReadonlyMap<string, FoundObject> {
  const folder = mkdtempSync(join(tmpdir(), "service-mesh-look-up-"));
  try {
    mkdirSync(join(folder, "templates"));
    writeFileSync(join(folder, "Chart.yaml"), chart);
    writeFileSync(join(folder, "templates", "answers.yaml"), template);
    const text = runHelm(
      [
        ...["template", "look-up", folder, "--dry-run=server", "--namespace", "default", "--values", "-"],
        ...(kubeconfig === undefined ? [] : ["--kubeconfig", pathOf(kubeconfig, folder)]),
        ...(context === undefined ? [] : ["--kube-context", context]),
      ],
      yamlText({
        references: references.map((reference) => ({ ...reference, key: referenceKey(reference) })),
      }),
    );
    const [answers] = parseManifests(text);
    const { answers: found = "{}" } = (answers?.["data"] ?? {}) as { answers?: string };
    return new Map(Object.entries(JSON.parse(found) as Record<string, FoundObject>));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Contents go into a file that is ours alone and gone afterwards. */
function pathOf(kubeconfig: string, folder: string): string {
  const path = kubeconfig.replace(/^~(?=[/\\]|$)/, homedir());
  if (existsSync(path)) return path;
  const file = join(folder, "kubeconfig");
  writeFileSync(file, kubeconfig, { mode: 0o600 });
  return file;
}
