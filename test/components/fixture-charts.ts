import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const crd = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: widgets.example.org }
spec:
  group: example.org
  scope: Namespaced
  names: { kind: Widget, plural: widgets }
  versions:
    - name: v1
      served: true
      storage: true
      schema: { openAPIV3Schema: { type: object } }
`;

const controlPlane = `
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: {{ .Release.Namespace }} }
data: { kubernetes: {{ .Capabilities.KubeVersion.Version | quote }} }
---
apiVersion: v1
kind: Secret
metadata: { name: from-chart, namespace: {{ .Release.Namespace }} }
stringData: { token: chart-token-value }
---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: { name: injector }
webhooks:
  - name: injector.example.org
    admissionReviewVersions: [v1]
    sideEffects: None
    clientConfig:
      service: { name: injector, namespace: {{ .Release.Namespace }}, path: / }
      caBundle: {{ b64enc .Values.proxyInjector.caBundle | quote }}
---
apiVersion: batch/v1
kind: Job
metadata: { name: hook, namespace: {{ .Release.Namespace }}, annotations: { helm.sh/hook: post-install } }
spec: { template: { spec: { restartPolicy: Never, containers: [{ name: hook, image: hook }] } } }
`;

const gatewayApi = `${crd.replaceAll("widgets", "routes").replaceAll("Widget", "Route")}---\n`;

/** Stand-ins for a mesh's charts and the Gateway API CRDs, small enough to see through. */
export interface FixtureCharts {
  readonly charts: string;
  readonly gatewayApi: string;
  remove(): void;
}

/** Writes the stand-ins to a folder of their own. */
export function writeFixtureCharts(): FixtureCharts {
  const root = mkdtempSync(join(tmpdir(), "service-mesh-fixture-"));
  writeChart(root, "linkerd-crds", crd);
  writeChart(root, "linkerd-control-plane", controlPlane);
  const file = join(root, "gateway-api.yaml");
  writeFileSync(file, gatewayApi);
  return {
    charts: root,
    gatewayApi: file,
    remove: () => {
      rmSync(root, { recursive: true, force: true });
    },
  };
}

function writeChart(root: string, name: string, template: string): void {
  const folder = join(root, name);
  mkdirSync(join(folder, "templates"), { recursive: true });
  writeFileSync(
    join(folder, "Chart.yaml"),
    `apiVersion: v2\nname: ${name}\nversion: 2026.8.3\nkubeVersion: ">=1.31.0-0"\n`,
  );
  writeFileSync(join(folder, "values.yaml"), "{}\n");
  writeFileSync(join(folder, "templates", "objects.yaml"), template);
}
