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
const created = new Map<string, pulumi.CustomResource>();
/** Declares an object after those that it depends on: the engine hands configuration over with its keys sorted. */
function declare(name: string): pulumi.CustomResource {
  const existing = created.get(name);
  if (existing !== undefined) return existing;
  const object = objects[name];
  if (object === undefined) throw new Error(`no object is called ${name}`);
  const options: pulumi.CustomResourceOptions = {
    ...object.options,
    provider: providers[object.provider ?? "plain"] as pulumi.ProviderResource,
    dependsOn: (object.dependsOn ?? []).map(declare),
  };
  const resource = new AnyObject(object.type, name, revive(object.properties) as pulumi.Inputs, options);
  created.set(name, resource);
  return resource;
}
Object.keys(objects).forEach(declare);
