import { asset, Resource } from "@pulumi/pulumi";
import { readFile } from "node:fs/promises";
import { isRecord } from "../configuration/kubeconfig";

/** What the program asks of a chart, with assets read. */
export interface ChartArguments {
  readonly releaseName: string;
  readonly chart: string;
  readonly version: string;
  readonly namespace: string;
  readonly devel: boolean;
  readonly dependencyUpdate: boolean;
  readonly verify: boolean;
  readonly plainHttp: boolean;
  readonly skipCrds: boolean;
  readonly skipAwait: boolean;
  readonly includeHooks: boolean;
  readonly resourcePrefix: string;
  readonly repository: RepositoryOptions;
  readonly keyring: AssetSource | undefined;
  /** Contents of value files, the later ones winning, and the program's own values last. */
  readonly valueFiles: readonly string[];
  readonly values: Readonly<Record<string, unknown>>;
  readonly postRenderer: { readonly command: string; readonly args: readonly string[] } | undefined;
}

export interface RepositoryOptions {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly caFile: AssetSource | undefined;
  readonly certFile: AssetSource | undefined;
  readonly keyFile: AssetSource | undefined;
}

/** A file where it lies, or content that helm needs in a file. */
export type AssetSource = { readonly path: string } | { readonly content: string };

export async function readChartArguments(
  inputs: Record<string, unknown>,
  componentName: string,
): Promise<ChartArguments> {
  const repository = isRecord(inputs["repositoryOpts"]) ? inputs["repositoryOpts"] : {};
  const postRenderer = inputs["postRenderer"];
  const prefix = inputs["resourcePrefix"];
  const files = Array.isArray(inputs["valueYamlFiles"]) ? (inputs["valueYamlFiles"] as unknown[]) : [];
  return {
    releaseName: text(inputs["name"]) || componentName,
    chart: text(inputs["chart"]),
    version: text(inputs["version"]),
    namespace: text(inputs["namespace"]),
    devel: inputs["devel"] === true,
    dependencyUpdate: inputs["dependencyUpdate"] === true,
    verify: inputs["verify"] === true,
    plainHttp: inputs["plainHttp"] === true,
    skipCrds: inputs["skipCrds"] === true,
    skipAwait: inputs["skipAwait"] === true,
    includeHooks: inputs["includeHooks"] === true,
    // The component's name keeps the names of two charts' objects apart.
    resourcePrefix: typeof prefix === "string" ? prefix : componentName,
    repository: {
      url: text(repository["repo"]),
      username: text(repository["username"]),
      password: text(repository["password"]),
      caFile: await optionalSource(repository["caFile"]),
      certFile: await optionalSource(repository["certFile"]),
      keyFile: await optionalSource(repository["keyFile"]),
    },
    keyring: await optionalSource(inputs["keyring"]),
    valueFiles: await Promise.all(files.map(assetText)),
    values: (await plainValue(isRecord(inputs["values"]) ? inputs["values"] : {})) as Record<string, unknown>,
    postRenderer: isRecord(postRenderer)
      ? { command: text(postRenderer["command"]), args: textList(postRenderer["args"]) }
      : undefined,
  };
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function textList(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** Chart values may contain assets, whose content helm gets as text. */
async function plainValue(value: unknown): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all((value as unknown[]).map(plainValue));
  if (asset.Asset.isInstance(value)) return assetText(value);
  if (asset.Archive.isInstance(value)) throw new Error("values: an archive is not a Helm value.");
  if (Resource.isInstance(value))
    throw new Error("values: a resource is not a Helm value; pass one of its outputs.");
  if (Array.isArray(value)) return Promise.all((value as unknown[]).map(plainValue));
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).map(async ([key, field]) => [key, await plainValue(field)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

async function optionalSource(value: unknown): Promise<AssetSource | undefined> {
  if (value === undefined || value === null) return undefined;
  const path = memberOf(value, "path");
  return path === undefined ? { content: await assetText(value) } : { path };
}

async function assetText(value: unknown): Promise<string> {
  const [content, path, uri] = [memberOf(value, "text"), memberOf(value, "path"), memberOf(value, "uri")];
  if (content !== undefined) return content;
  if (path !== undefined) return readFile(path, "utf8");
  if (uri !== undefined) return download(uri);
  throw new Error("expected a file, string or remote asset.");
}

/** Resolving an output keeps an asset's members and loses its class. */
function memberOf(value: unknown, name: string): string | undefined {
  if (!asset.Asset.isInstance(value)) return undefined;
  const member = (value as unknown as Record<string, unknown>)[name];
  return typeof member === "string" ? member : undefined;
}

async function download(uri: string): Promise<string> {
  if (uri.startsWith("file://")) return readFile(new URL(uri), "utf8");
  const response = await fetch(uri);
  if (!response.ok) throw new Error(`${uri}: the server answers ${response.status} ${response.statusText}.`);
  return response.text();
}
