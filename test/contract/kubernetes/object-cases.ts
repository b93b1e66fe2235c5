import {
  namespace,
  object,
  configMap,
  deployment,
  job,
  roleBinding,
  definition,
  gadget,
  service,
  hook,
} from "./case-manifests";

type Properties = Record<string, unknown>;

/** An object of the contract program before and after a change; what the change means is in the expectation file. */
export interface ObjectCase {
  readonly type: string;
  readonly provider?: "plain" | "mutable";
  readonly dependsOn?: readonly string[];
  readonly options?: Readonly<Record<string, unknown>>;
  readonly from: Properties;
  readonly to: Properties;
}

const core = (kind: string): string => `kubernetes:core/v1:${kind}`;
const inNamespace = { dependsOn: ["namespace"] } as const;

export const objectCases: Readonly<Record<string, ObjectCase>> = {
  namespace: {
    type: core("Namespace"),
    from: { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } },
    to: { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace, labels: { team: "a" } } },
  },
  "config-map-data": {
    ...inNamespace,
    type: core("ConfigMap"),
    from: configMap("data", { a: "1", b: "1" }),
    to: configMap("data", { a: "2", c: "1" }),
  },
  "config-map-mutable": {
    ...inNamespace,
    type: core("ConfigMap"),
    provider: "mutable",
    from: configMap("mutable", { a: "1", b: "1" }),
    to: configMap("mutable", { a: "2", c: "1" }),
  },
  "config-map-immutable": {
    ...inNamespace,
    type: core("ConfigMap"),
    provider: "mutable",
    from: { ...configMap("immutable", { a: "1" }), immutable: true },
    to: { ...configMap("immutable", { a: "2" }), immutable: true },
  },
  auto: {
    ...inNamespace,
    type: core("ConfigMap"),
    from: configMap(undefined, { a: "1" }),
    to: configMap(undefined, { a: "2" }),
  },
  "auto-kept": {
    ...inNamespace,
    type: core("ConfigMap"),
    from: configMap(undefined, { a: "1" }),
    to: configMap(undefined, { a: "1" }, { labels: { a: "1" } }),
  },
  "config-map-labels": {
    ...inNamespace,
    type: core("ConfigMap"),
    from: configMap("labels", { a: "1" }, { labels: { stays: "1", goes: "1", "example.test/dotted": "1" } }),
    to: configMap("labels", { a: "1" }, { labels: { stays: "1", comes: "1", "example.test/dotted": "2" } }),
  },
  "config-map-renamed": {
    ...inNamespace,
    type: core("ConfigMap"),
    from: configMap("old-name", { a: "1" }),
    to: configMap("new-name", { a: "1" }),
  },
  "config-map-moved": {
    ...inNamespace,
    type: core("ConfigMap"),
    from: configMap("moved", { a: "1" }),
    to: configMap("moved", { a: "1" }, { namespace: "default" }),
  },
  "config-map-default-namespace": {
    type: core("ConfigMap"),
    from: { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "contract-nowhere" }, data: { a: "1" } },
    to: {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "contract-nowhere", namespace: "default" },
      data: { a: "1" },
    },
  },
  "config-map-ignored": {
    ...inNamespace,
    type: core("ConfigMap"),
    provider: "mutable",
    options: { ignoreChanges: ["data.a"] },
    from: configMap("ignored", { a: "1", b: "1" }),
    to: configMap("ignored", { a: "2", b: "2" }),
  },
  "config-map-secret-value": {
    ...inNamespace,
    type: core("ConfigMap"),
    provider: "mutable",
    from: configMap("secret-value", { open: "1", hidden: { $secret: "s1" } }),
    to: configMap("secret-value", { open: "1", hidden: { $secret: "s2" } }),
  },
  "config-map-late": {
    ...inNamespace,
    type: core("ConfigMap"),
    provider: "mutable",
    from: configMap("late", { a: "1", b: { $late: "later" } }),
    to: configMap("late", { a: { $late: "later" }, b: "now", c: { $late: "later" } }),
  },
  "secret-strings": {
    ...inNamespace,
    type: core("Secret"),
    from: object("v1", "Secret", "strings", { stringData: { a: "1" } }),
    to: object("v1", "Secret", "strings", { stringData: { a: "2" } }),
  },
  "secret-mutable": {
    ...inNamespace,
    type: core("Secret"),
    provider: "mutable",
    from: object("v1", "Secret", "mutable", { type: "Opaque", data: { a: "MQ==" } }),
    to: object("v1", "Secret", "mutable", { type: "Opaque", stringData: { a: "2" } }),
  },
  "secret-type": {
    ...inNamespace,
    type: core("Secret"),
    provider: "mutable",
    from: object("v1", "Secret", "type", { type: "example.test/a", data: { a: "MQ==" } }),
    to: object("v1", "Secret", "type", { type: "example.test/b", data: { a: "MQ==" } }),
  },
  "secret-same": {
    ...inNamespace,
    type: core("Secret"),
    from: object("v1", "Secret", "same", { stringData: { a: "1" } }),
    to: object("v1", "Secret", "same", { data: { a: "MQ==\n" } }),
  },
  "deployment-template": {
    ...inNamespace,
    type: "kubernetes:apps/v1:Deployment",
    from: deployment("template", {
      env: [
        { name: "A", value: "1" },
        { name: "B", value: "1" },
      ],
    }),
    to: deployment("template", { env: [{ name: "A", value: "2" }], imagePullPolicy: "Never" }),
  },
  "deployment-selector": {
    ...inNamespace,
    type: "kubernetes:apps/v1:Deployment",
    from: deployment("selector", {}, "one"),
    to: deployment("selector", {}, "two"),
  },
  "deployment-same": {
    ...inNamespace,
    type: "kubernetes:apps/v1:Deployment",
    from: deployment("same", {
      resources: { requests: { cpu: "1000m", memory: "1024Mi" }, limits: { cpu: 1.5 } },
      tty: false,
    }),
    to: deployment(
      "same",
      { resources: { requests: { cpu: 1, memory: "1Gi" }, limits: { cpu: "1500m" } } },
      "same",
      {},
    ),
  },
  service: {
    ...inNamespace,
    type: core("Service"),
    from: service(80),
    to: service(81, { sessionAffinity: "ClientIP" }),
  },
  job: { ...inNamespace, type: "kubernetes:batch/v1:Job", from: job("a"), to: job("b") },
  "role-binding": {
    ...inNamespace,
    type: "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding",
    from: roleBinding("a"),
    to: roleBinding("b"),
  },
  hook: {
    type: "kubernetes:admissionregistration.k8s.io/v1:ValidatingWebhookConfiguration",
    from: hook("cGxhY2Vob2xkZXI="),
    to: hook("b3RoZXI="),
  },
  "hook-ignored": {
    type: "kubernetes:admissionregistration.k8s.io/v1:ValidatingWebhookConfiguration",
    options: { ignoreChanges: ["webhooks[0].clientConfig.caBundle"] },
    from: { ...hook("cGxhY2Vob2xkZXI="), metadata: { name: "contract-hook-ignored" } },
    to: { ...hook("b3RoZXI="), metadata: { name: "contract-hook-ignored" } },
  },
  definition: {
    type: "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition",
    from: definition(["v1"]),
    to: definition(["v1", "v2"]),
  },
  "gadget-scalars": {
    dependsOn: ["namespace", "definition"],
    type: "kubernetes:contract.test/v1:Gadget",
    from: gadget("scalars", { size: 1, name: "a", ratio: 1.5, on: true, gone: "1" }),
    to: gadget("scalars", { size: 2, name: "b", ratio: 1.5, on: false, "dotted.key": "1" }),
  },
  "gadget-lists": {
    dependsOn: ["namespace", "definition"],
    type: "kubernetes:contract.test/v1:Gadget",
    from: gadget("lists", { items: [{ a: 1, b: 1 }, { a: 2 }, { a: 3 }], texts: ["a", "b"] }),
    to: gadget("lists", { items: [{ a: 1 }, { a: 2, c: 1 }], texts: ["a", "c", "d"] }),
  },
  "gadget-types": {
    dependsOn: ["namespace", "definition"],
    type: "kubernetes:contract.test/v1:Gadget",
    from: gadget("types", { value: "1", list: [1], map: { a: 1 } }),
    to: gadget("types", { value: 1, list: { a: 1 }, map: [1] }),
  },
  "gadget-same": {
    dependsOn: ["namespace", "definition"],
    type: "kubernetes:contract.test/v1:Gadget",
    from: gadget("same", { a: { b: [1, 2] } }),
    to: gadget("same", { a: { b: [1, 2] } }),
  },
};

/** The program's configuration for one side of the cases. */
export function objectsOf(
  cases: Readonly<Record<string, ObjectCase>>,
  side: "from" | "to",
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(cases).map(([name, { type, provider, dependsOn, options, ...sides }]) => [
      name,
      { type, provider, dependsOn, options, properties: sides[side] },
    ]),
  );
}
