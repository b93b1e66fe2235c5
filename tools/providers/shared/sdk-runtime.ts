import type { ComponentResourceOptions, Inputs, ProviderResource, Resource } from "@pulumi/pulumi";
import * as server from "@pulumi/pulumi/provider/server";
import * as resource from "@pulumi/pulumi/resource";
import * as config from "@pulumi/pulumi/runtime/config";
import * as runtimeResource from "@pulumi/pulumi/runtime/resource";
import * as rpc from "@pulumi/pulumi/runtime/rpc";
import * as settings from "@pulumi/pulumi/runtime/settings";
import * as state from "@pulumi/pulumi/runtime/state";

/**
 * The parts of the Pulumi SDK that its own provider host uses and does not declare. They are gathered here with the types
 * they have in the SDK's sources, so that a change of the SDK shows in one place.
 */
interface SdkRuntime {
  withLocalStorage<T>(body: () => Promise<T>): Promise<T>;
  resetOptions(
    project: string,
    stack: string,
    parallel: number,
    engine: string,
    monitor: string,
    preview: boolean,
    organization: string,
  ): void;
  awaitFeatureSupport(): Promise<void>;
  waitForRPCs(): Promise<void>;
  setAllConfig(config: Record<string, string>, secretKeys: readonly string[]): void;
  deserializeInputs(inputs: unknown, dependencies: unknown): Promise<Inputs>;
  serializeResourceProperties(
    label: string,
    properties: Inputs,
  ): Promise<[Record<string, unknown>, Map<string, Set<Resource>>]>;
  hookBindingFromProto(binding: unknown): NonNullable<ComponentResourceOptions["hooks"]> | undefined;
  readonly DependencyResource: new (urn: string) => Resource;
  readonly DependencyProviderResource: new (reference: string) => ProviderResource;
}

const modules = { state, settings, config, rpc, runtimeResource, server, resource };

const names: Record<keyof SdkRuntime, keyof typeof modules> = {
  withLocalStorage: "state",
  resetOptions: "settings",
  awaitFeatureSupport: "settings",
  waitForRPCs: "settings",
  setAllConfig: "config",
  deserializeInputs: "server",
  serializeResourceProperties: "rpc",
  hookBindingFromProto: "runtimeResource",
  DependencyResource: "resource",
  DependencyProviderResource: "resource",
};

function load(): SdkRuntime {
  const found: Record<string, unknown> = {};
  for (const [name, module] of Object.entries(names)) {
    const member = (modules[module] as Record<string, unknown>)[name];
    if (typeof member !== "function") {
      throw new Error(
        `This version of @pulumi/pulumi has no ${name} in its ${module} module, which components need.`,
      );
    }
    found[name] = member;
  }
  return found as unknown as SdkRuntime;
}

export const sdkRuntime: SdkRuntime = load();
