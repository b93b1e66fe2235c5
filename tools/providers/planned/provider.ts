import { Secret, Unknown, containsSecret, containsUnknown } from "../shared/property-value";
import type { PropertyMap, PropertyValue } from "../shared/property-value";
import type { EngineLog } from "../shared/engine-log";
import type * as contract from "../shared/provider-contract";
import { checkInputs } from "./check";
import { packageSchema } from "./package-schema";
import { changedProperties, planResource } from "./plan";
import type { InvokeFunction, PropertySpec, ProviderDefinition, ResourceType } from "./resource-type";
import { plainProperties, secretNames } from "./values";
import type { Properties } from "./values";

/** The key under which the official plugins record the version of a state's shape. */
const stateMetadata = "__meta";

/**
 * A provider whose resources exist only in the state: everything is decided from a declared schema and a function
 * that creates the computed values. It follows the planning rules of the official plugins.
 */
export class PlannedProvider implements contract.ProviderContract {
  constructor(
    private readonly definition: ProviderDefinition,
    private readonly log: EngineLog,
  ) {}

  get version(): string {
    return this.definition.version;
  }

  schema(): Promise<string> {
    return Promise.resolve(JSON.stringify(packageSchema(this.definition)));
  }

  // The official plugins' configuration is about proxies, which nothing here uses.
  checkConfig({ news }: contract.ConfigCheck): Promise<contract.CheckAnswer> {
    return Promise.resolve({ inputs: news });
  }

  diffConfig(): Promise<contract.DifferenceAnswer> {
    return Promise.resolve({ changed: false, replaces: [] });
  }

  configure(): Promise<void> {
    return Promise.resolve();
  }

  check({ urn, news }: contract.CheckQuestion): Promise<contract.CheckAnswer> {
    const type = this.resource(urn);
    const given = plainProperties(news);
    const failures = checkInputs(type.properties, given);
    if (failures.length === 0 && type.check !== undefined) failures.push(...type.check(given));
    // The engine prints the value of a property that a failure names, be it a private key. The reason holds the path.
    const unnamed = failures.map(({ reason }) => ({ property: "", reason }));
    return Promise.resolve({ inputs: markSecrets(type.properties, given, news), failures: unnamed });
  }

  diff({ urn, olds, news }: contract.DifferenceQuestion): Promise<contract.DifferenceAnswer> {
    const type = this.resource(urn);
    const prior = plainProperties(olds);
    const { planned, replaces } = planResource(type, prior, plainProperties(news));
    const changedKeys = changedProperties(type, prior, planned);
    if (changedKeys.length > 0 && type.idFollowsChanges === true) changedKeys.push("id");
    return Promise.resolve({
      changed: changedKeys.length > 0,
      replaces: replaces.sort(),
      changedKeys: changedKeys.sort(),
    });
  }

  async create({ urn, inputs, preview }: contract.CreateQuestion): Promise<contract.CreateAnswer> {
    const type = this.resource(urn);
    const { planned } = planResource(type, undefined, plainProperties(inputs));
    if (preview) {
      return { id: "", outputs: markSecrets(type.properties, withId(type, Unknown.value, planned), inputs) };
    }
    const { id, computed, warnings = [] } = await type.create(settled(planned), plainProperties(inputs));
    for (const warning of warnings) this.log.message("warning", urn, warning);
    return { id, outputs: outputs(type, withId(type, id, { ...settled(planned), ...computed }), inputs) };
  }

  update({ id, urn, olds, news }: contract.UpdateQuestion): Promise<PropertyMap> {
    const type = this.resource(urn);
    const { planned } = planResource(type, plainProperties(olds), plainProperties(news));
    return Promise.resolve(outputs(type, withId(type, id, planned), news));
  }

  /** Refreshes a state, or imports by id when there is none. */
  async read({ id, urn, ...known }: contract.ReadQuestion): Promise<contract.ReadAnswer> {
    const type = this.resource(urn);
    const state = plainProperties(known.outputs);
    if (Object.keys(state).length === 0) return importResource(type, id);
    const kept = Object.fromEntries(Object.entries(state).filter(([name]) => name in type.properties));
    const refreshed = withId(type, id, { ...kept, ...type.refresh?.(state) });
    return { id, outputs: outputs(type, refreshed, known.outputs), inputs: known.inputs };
  }

  delete(): Promise<void> {
    return Promise.resolve();
  }

  construct({ type }: contract.ConstructQuestion): Promise<contract.ConstructAnswer> {
    return Promise.reject(new Error(this.notServed("component", type, [])));
  }

  async invoke(token: string, args: PropertyMap): Promise<PropertyMap> {
    const called = this.function(token);
    const given = plainProperties(args);
    const failures = checkInputs(called.inputs, given);
    if (failures.length === 0 && called.check !== undefined) failures.push(...called.check(given));
    if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("\n"));
    // No secret marks: the SDK makes the result secret when an argument is.
    return { ...(await called.run(given)) };
  }

  cancel(): void {
    // Nothing here takes long enough to be interrupted.
  }

  private resource(urn: string): ResourceType {
    const token = tokenOf(urn);
    const type = this.definition.resources.find((resource) => resource.token === token);
    if (type === undefined)
      throw new Error(this.notServed("resource type", token, this.definition.resources));
    return type;
  }

  private function(token: string): InvokeFunction {
    const called = this.definition.functions.find((candidate) => candidate.token === token);
    if (called === undefined) throw new Error(this.notServed("function", token, this.definition.functions));
    return called;
  }

  private notServed(kind: string, token: string, served: readonly { readonly token: string }[]): string {
    const { name } = this.definition;
    const known = served.length === 0 ? "none" : served.map((item) => item.token).join(", ");
    return `The bundled ${name} provider has no ${kind} ${token} (it has: ${known}). Install the official ${name} plugin to use it.`;
  }
}

async function importResource(type: ResourceType, id: string): Promise<contract.ReadAnswer> {
  if (type.import === undefined) {
    throw new Error(`${type.token} cannot be imported: what it holds is known only when it is created.`);
  }
  const imported = await type.import(id);
  const { planned } = planResource(type, undefined, imported.inputs);
  const state = withId(type, imported.id, { ...settled(planned), ...imported.computed });
  return { id: imported.id, outputs: outputs(type, state, {}), inputs: { ...imported.inputs } };
}

function withId(type: ResourceType, id: PropertyValue, properties: Properties): Properties {
  return type.omitsIdOutput === true ? properties : { ...properties, id };
}

/** The state of a resource as the engine keeps it. */
function outputs(type: ResourceType, state: Properties, marked: Properties): PropertyMap {
  const result = markSecrets(type.properties, state, marked);
  if (type.stateVersion !== undefined) {
    result[stateMetadata] = JSON.stringify({ schema_version: String(type.stateVersion) });
  }
  return result;
}

/** Marks what the schema calls secret, and what was secret among the given properties of the same names. */
function markSecrets(
  specs: Readonly<Record<string, PropertySpec>>,
  properties: Properties,
  given: Properties,
): PropertyMap {
  const secrets = secretNames(given, containsSecret);
  const result: PropertyMap = {};
  for (const [name, value] of Object.entries(properties)) {
    const isSecret = specs[name]?.secret === true || secrets.has(name);
    result[name] = isSecret && !(value instanceof Secret) ? new Secret(value) : value;
  }
  return result;
}

/** A plan without the values that creating the resource fills in. */
function settled(planned: Properties): PropertyMap {
  return Object.fromEntries(Object.entries(planned).filter(([, value]) => !containsUnknown(value)));
}

/** The resource type of a URN; types of the parents come before it, joined by `$`. */
function tokenOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? urn;
}
