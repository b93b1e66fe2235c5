type Properties = Record<string, unknown>;

export const namespace = "contract";

export function object(
  apiVersion: string,
  kind: string,
  name: string | undefined,
  fields: Properties,
  metadata: Properties = {},
) {
  return {
    apiVersion,
    kind,
    metadata: { ...(name !== undefined && { name }), namespace, ...metadata },
    ...fields,
  };
}

export function configMap(name: string | undefined, data: Properties, metadata: Properties = {}): Properties {
  return object("v1", "ConfigMap", name, { data }, metadata);
}

export const skipAwait = { annotations: { "pulumi.com/skipAwait": "true" } };

export function deployment(
  name: string,
  pod: Properties,
  label = name,
  annotations: Properties | null = null,
): Properties {
  const labels = { app: label };
  const spec = {
    containers: [{ name: "app", image: "never/pulled", ...pod }],
    hostNetwork: false,
    volumes: [],
  };
  return object(
    "apps/v1",
    "Deployment",
    name,
    {
      spec: {
        replicas: 1,
        minReadySeconds: 0,
        selector: { matchLabels: labels },
        template: { metadata: { labels, annotations }, spec },
      },
    },
    skipAwait,
  );
}

export function job(image: string): Properties {
  const spec = { restartPolicy: "Never", containers: [{ name: "job", image }] };
  return object("batch/v1", "Job", "job", { spec: { template: { spec } } }, skipAwait);
}

export function roleBinding(role: string): Properties {
  const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: role };
  return object("rbac.authorization.k8s.io/v1", "RoleBinding", "binding", { roleRef });
}

export function definition(versions: readonly string[]): Properties {
  const schema = {
    openAPIV3Schema: {
      type: "object",
      properties: { spec: { type: "object", x_kubernetes_preserve_unknown_fields: true } },
    },
  };
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: "gadgets.contract.test" },
    spec: {
      group: "contract.test",
      scope: "Namespaced",
      preserveUnknownFields: false,
      names: { kind: "Gadget", listKind: "GadgetList", plural: "gadgets", singular: "gadget" },
      versions: versions.map((name, index) => ({ name, served: true, storage: index === 0, schema })),
    },
  };
}

export const gadget = (name: string, spec: Properties): Properties =>
  object("contract.test/v1", "Gadget", name, { spec });

export const service = (port: number, extra: Properties = {}): Properties =>
  object("v1", "Service", "service", { spec: { ports: [{ port, name: `port-${port}` }], ...extra } });

export const hook = (caBundle: string): Properties => ({
  apiVersion: "admissionregistration.k8s.io/v1",
  kind: "ValidatingWebhookConfiguration",
  metadata: { name: "contract-hook" },
  webhooks: [
    {
      name: "hook.contract.test",
      admissionReviewVersions: ["v1"],
      sideEffects: "None",
      failurePolicy: "Ignore",
      namespaceSelector: { matchLabels: { nobody: "has-this" } },
      clientConfig: { service: { name: "none", namespace: "none" }, caBundle },
    },
  ],
});
