import { resolve } from "node:path";
import { TargetMode, type ProvidedCertificates, type TargetArgs } from "../components";
import { didYouMean, quote, throwIfAny, type MeshDefinition, type Problem, type TrustSource } from "../model";
import { checkTrustConfiguration, readTrust, trustKeys } from "./trust-configuration";

/** What a stack's configuration file says: where things go and where they come from, nothing about the mesh itself. */
export interface StackConfiguration {
  readonly target: TargetArgs;
  /** Where charts come from; see `controlPlane.charts.location` of the definition. */
  readonly chartLocation: string | undefined;
  /** Where the Gateway API CRDs come from; see `controlPlane.gatewayApi.location` of the definition. */
  readonly gatewayApiLocation: string | undefined;
  /** Where certificates come from; see `trust.source` of the definition. Nothing: what the definition says. */
  readonly trustSource?: TrustSource;
  /** The certificates, where they are provided. */
  readonly certificates?: ProvidedCertificates;
}

/** Keys of the configuration, with what they mean. */
export const configurationKeys = {
  mode: "rendered or cluster",
  directory: "folder of the rendered files, relative to the project",
  context: "context of the kubeconfig",
  kubeconfig: "contents or path of the kubeconfig; set it with --secret",
  chartLocation: "Helm repository, registry path or folder of the charts",
  gatewayApiLocation: "address, file or folder of the Gateway API CRDs",
  ...trustKeys,
} as const;
type Key = keyof typeof configurationKeys;

const keys = Object.keys(configurationKeys) as Key[];
const modes: readonly string[] = Object.values(TargetMode);

/** What a stack's configuration is read from. */
export interface ConfigurationSource {
  /** Everything that is configured: key is `project:key`, value a text. */
  readonly values: Readonly<Record<string, string>>;
  /** The project's name, which its own keys begin with. */
  readonly project: string;
  /** Name of the file, for errors. */
  readonly file: string;
  /** Folder that relative paths start from. */
  readonly root: string;
}

/**
 * Reads a stack's configuration.
 * @throws MeshInputError with every unknown key and every wrong value
 */
export function readConfiguration({ values, project, file, root }: ConfigurationSource): StackConfiguration {
  const prefix = `${project}:`;
  const own = Object.entries(values).flatMap(([key, value]) =>
    key.startsWith(prefix) ? [[key.slice(prefix.length), value] as const] : [],
  );
  const given = Object.fromEntries(own) as Partial<Record<Key, string>>;
  throwIfAny(
    `configuration in ${file}`,
    [
      ...unknownKeys(own.map(([key]) => key)),
      ...emptyValues(own),
      ...checkMode(given),
      ...checkUse(given),
      ...checkTrustConfiguration(given),
    ].map((problem) => ({ ...problem, path: `${prefix}${problem.path}` })),
  );
  const mode = (given.mode ?? TargetMode.Cluster) as TargetMode;
  return {
    target: {
      mode,
      ...(given.directory !== undefined && { directory: resolve(root, given.directory) }),
      ...(given.context !== undefined && { context: given.context }),
      ...(given.kubeconfig !== undefined && { kubeconfig: given.kubeconfig }),
    },
    chartLocation: given.chartLocation && fromRoot(root, given.chartLocation),
    gatewayApiLocation: given.gatewayApiLocation && fromRoot(root, given.gatewayApiLocation),
    ...readTrust(given),
  };
}

/** A definition with the sources that a configuration names. */
export function withSources(
  definition: MeshDefinition,
  { chartLocation, gatewayApiLocation, trustSource }: StackConfiguration,
): MeshDefinition {
  const { controlPlane = {} } = definition;
  return {
    ...definition,
    ...(trustSource !== undefined && { trust: { ...definition.trust, source: trustSource } }),
    controlPlane: {
      ...controlPlane,
      ...(chartLocation !== undefined && { charts: { ...controlPlane.charts, location: chartLocation } }),
      ...(gatewayApiLocation !== undefined && {
        gatewayApi: { ...controlPlane.gatewayApi, location: gatewayApiLocation },
      }),
    },
  };
}

function unknownKeys(given: readonly string[]): Problem[] {
  return given
    .filter((key) => !(keys as string[]).includes(key))
    .map((key) => ({
      path: key,
      message: "is unknown",
      rule: `Known are ${keys.join(", ")}`,
      fix: didYouMean(key, keys),
    }));
}

function emptyValues(given: readonly (readonly [string, string])[]): Problem[] {
  return given
    .filter(([key, value]) => (keys as string[]).includes(key) && value.trim() === "")
    .map(([key]) => ({
      path: key,
      message: "is empty",
      rule: `It is the ${configurationKeys[key as Key]}`,
      fix: "Fill it in, or take it out",
    }));
}

function checkMode({ mode }: Partial<Record<Key, string>>): Problem[] {
  if (mode === undefined || mode.trim() === "" || modes.includes(mode)) return [];
  const rule = `It is one of ${modes.join(", ")}`;
  return [{ path: "mode", message: `is no mode (got ${quote(mode)})`, rule, fix: didYouMean(mode, modes) }];
}

/** Keys that the mode has no use for, and one that it needs. */
function checkUse(given: Partial<Record<Key, string>>): Problem[] {
  const rendering = given.mode === TargetMode.Rendered;
  const useless: readonly Key[] = rendering ? ["context", "kubeconfig"] : ["directory"];
  const problems = useless
    .filter((key) => given[key] !== undefined)
    .map((key) => ({
      path: key,
      message: `has no effect while mode is ${given.mode ?? TargetMode.Cluster}`,
      rule: rendering ? "Rendering asks no cluster" : "Files are only written while mode is rendered",
      fix: `Take it out, or set mode to ${rendering ? TargetMode.Cluster : TargetMode.Rendered}`,
    }));
  if (!rendering || given.directory !== undefined) return problems;
  const rule = "Rendering writes files, and no folder is taken unasked";
  return [
    ...problems,
    { path: "directory", message: "is missing", rule, fix: "Name a folder, for example rendered" },
  ];
}

function fromRoot(root: string, location: string): string {
  return /^[a-z]+:\/\//.test(location) ? location : resolve(root, location);
}
