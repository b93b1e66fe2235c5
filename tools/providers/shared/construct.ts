import {
  output,
  rootStackResource,
  type Alias,
  type ComponentResourceOptions,
  type Inputs,
  type ProviderResource,
  type Resource,
  type URN,
} from "@pulumi/pulumi";
import { ConstructResponse, type ConstructRequest } from "@pulumi/pulumi/proto/provider_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import type { ProviderContract } from "./provider-contract";
import { sdkRuntime as sdk } from "./sdk-runtime";

/**
 * Runs a component inside the provider: points the SDK at the calling engine, hands over inputs and options, and answers
 * with the component's state once all that it registered has arrived.
 */
export async function construct(
  provider: ProviderContract,
  engineAddress: string | undefined,
  request: ConstructRequest,
): Promise<ConstructResponse> {
  if (engineAddress === undefined) throw new Error("The engine did not say where it listens.");
  return sdk.withLocalStorage(async () => {
    sdk.resetOptions(
      request.getProject(),
      request.getStack(),
      request.getParallel(),
      engineAddress,
      request.getMonitorendpoint(),
      request.getDryrun(),
      request.getOrganization(),
    );
    await sdk.awaitFeatureSupport();
    sdk.setAllConfig(
      Object.fromEntries(request.getConfigMap().getEntryList()),
      request.getConfigsecretkeysList(),
    );
    const inputs = await sdk.deserializeInputs(request.getInputs(), request.getInputdependenciesMap());
    const answer = await provider.construct({
      name: request.getName(),
      type: request.getType(),
      inputs,
      options: optionsOf(request),
    });
    const response = await constructResponse(request, await promiseOf(answer.urn), answer.state);
    await sdk.waitForRPCs();
    return response;
  });
}

function optionsOf(request: ConstructRequest): ComponentResourceOptions {
  const parent = request.getParent();
  const timeouts = request.getCustomtimeouts()?.toObject();
  const deletedWith = request.getDeletedwith();
  const hooks = sdk.hookBindingFromProto(request.getResourceHooks());
  const protect = request.getProtect();
  const retainOnDelete = request.getRetainondelete();
  const providers: Record<string, ProviderResource> = {};
  for (const [name, reference] of request.getProvidersMap().getEntryList()) {
    providers[name] = new sdk.DependencyProviderResource(reference);
  }
  return {
    aliases: request.getAliasesList().map(aliasOf),
    dependsOn: request.getDependenciesList().map(resourceAt),
    providers,
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: request.getReplaceonchangesList(),
    ...(protect !== undefined && { protect }),
    ...(retainOnDelete !== undefined && { retainOnDelete }),
    ...(parent !== "" && { parent: resourceAt(parent) }),
    ...(timeouts !== undefined && { customTimeouts: timeouts }),
    ...(deletedWith !== "" && { deletedWith: resourceAt(deletedWith) }),
    ...(hooks !== undefined && { hooks }),
  };
}

function aliasOf(alias: ReturnType<ConstructRequest["getAliasesList"]>[number]): URN | Alias {
  const spec = alias.getSpec();
  if (spec === undefined) return alias.getUrn();
  return {
    ...(spec.getName() !== "" && { name: spec.getName() }),
    ...(spec.getType() !== "" && { type: spec.getType() }),
    ...(spec.getProject() !== "" && { project: spec.getProject() }),
    ...(spec.getStack() !== "" && { stack: spec.getStack() }),
    ...(spec.hasParenturn() && { parent: spec.getParenturn() }),
    ...(spec.hasNoparent() && spec.getNoparent() && { parent: rootStackResource }),
  };
}

async function constructResponse(
  request: ConstructRequest,
  urn: string,
  state: Inputs,
): Promise<ConstructResponse> {
  const label = `construct(${request.getType()}, ${request.getName()})`;
  const [properties, dependencies] = await sdk.serializeResourceProperties(label, state);
  const response = new ConstructResponse()
    .setUrn(urn)
    .setState(Struct.fromJavaScript(properties as Record<string, JavaScriptValue>));
  for (const [key, resources] of dependencies) {
    const urns = await Promise.all([...resources].map((resource) => promiseOf(resource.urn)));
    const entry = new ConstructResponse.PropertyDependencies();
    entry.setUrnsList(urns);
    response.getStatedependenciesMap().set(key, entry);
  }
  return response;
}

function resourceAt(urn: string): Resource {
  return new sdk.DependencyResource(urn);
}

/** Waits for an output's value, which only provider code may do: the SDK keeps the method to itself. */
async function promiseOf(value: Inputs[string]): Promise<string> {
  const promised = output(value) as unknown as { promise(): Promise<string> };
  return promised.promise();
}
