import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

/** One resource. In its properties `{"$secret": value}` is secret and `{"$late": value}` is unknown in a preview. */
interface ObjectConfig {
  readonly type: string;
  readonly properties: Record<string, unknown>;
  readonly provider?: string;
  readonly dependsOn?: readonly string[];
  readonly options?: pulumi.CustomResourceOptions;
}

const config = new pulumi.Config();
const providerConfigs = config.requireObject<Record<string, k8s.ProviderArgs>>("providers");
const objects = config.requireObject<Record<string, ObjectConfig>>("objects");

class AnyObject extends pulumi.CustomResource {}

/** A value that exists only after an update, as the outputs of new resources do. */
function late(value: unknown): pulumi.Output<unknown> {
  const OutputClass = pulumi.Output as unknown as new (...args: unknown[]) => pulumi.Output<unknown>;
  const known = !pulumi.runtime.isDryRun();
  return new OutputClass(
    new Set(),
    Promise.resolve(value),
    Promise.resolve(known),
    Promise.resolve(false),
    Promise.resolve(new Set()),
  );
}

function revive(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revive);
  if (typeof value !== "object" || value === null) return value;
  if ("$secret" in value) return pulumi.secret(value.$secret);
  if ("$late" in value) return late(value.$late);
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, revive(field)]));
}

const providers = Object.fromEntries(
  Object.entries(providerConfigs).map(([name, args]) => [name, new k8s.Provider(name, args)]),
);
const created: Record<string, pulumi.CustomResource> = {};
for (const [name, object] of Object.entries(objects)) {
  const dependsOn = (object.dependsOn ?? []).map((other) => created[other] as pulumi.CustomResource);
  const provider = providers[object.provider ?? "plain"] as pulumi.ProviderResource;
  const options: pulumi.CustomResourceOptions = { ...object.options, provider, dependsOn };
  created[name] = new AnyObject(object.type, name, revive(object.properties) as pulumi.Inputs, options);
}
