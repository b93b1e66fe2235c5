import { createHash } from "node:crypto";
import { KubeConfig, VersionApi } from "@kubernetes/client-node";
import { QuickstartError } from "./quickstart-error";

/** The cluster that kubectl would take. */
export interface CurrentCluster {
  readonly context: string;
  readonly server: string;
  /** Its version, for example `v1.34.2`. */
  readonly version: string;
  /** Differs from that of every other cluster, also of a new one that took over the old one's names. */
  readonly key: string;
}

/** Unit: milliseconds. */
const timeLimit = 15_000;

/**
 * Finds the cluster of the current context and asks for its version.
 * @throws QuickstartError when there is none, or it does not answer
 */
export async function currentCluster(): Promise<CurrentCluster> {
  const config = load();
  const context = config.getCurrentContext();
  const cluster = config.getCurrentCluster();
  if (cluster === null) throw new QuickstartError(`${source()} names no cluster${named(context)}. ${wayOut}`);
  const identity = createHash("sha256").update(
    `${cluster.server}\n${cluster.caData ?? cluster.caFile ?? ""}`,
  );
  const safe = context.replace(/[^A-Za-z0-9.-]+/g, "-");
  return {
    context,
    server: cluster.server,
    version: await versionOf(config, cluster.server, context),
    key: `${safe}-${identity.digest("hex").slice(0, 8)}`,
  };
}

const wayOut =
  "Point KUBECONFIG at a kubeconfig with a current context, or choose one (kubectl config use-context NAME); " +
  "without a cluster, use --local-cluster or no option at all.";

function load(): KubeConfig {
  const config = new KubeConfig();
  try {
    config.loadFromDefault();
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    throw new QuickstartError(`${source()} cannot be read: ${reason}. ${wayOut}`);
  }
  // Without any kubeconfig the client falls back to a server that kubectl would not take either.
  if (config.getCurrentContext() === "loaded-context")
    throw new QuickstartError(`There is no kubeconfig. ${wayOut}`);
  return config;
}

async function versionOf(config: KubeConfig, server: string, context: string): Promise<string> {
  const call = config.makeApiClient(VersionApi).getCode();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no answer within ${String(timeLimit / 1000)} s`));
    }, timeLimit);
  });
  try {
    return (await Promise.race([call, late])).gitVersion;
  } catch (error) {
    throw new QuickstartError(
      `The cluster ${server}${named(context)} cannot be reached: ${reasonOf(error)}. ${wayOut}`,
    );
  } finally {
    clearTimeout(timer);
  }
}

function reasonOf(error: unknown): string {
  const {
    code,
    message = String(error),
    cause,
  } = error as { code?: unknown; message?: string; cause?: unknown };
  if (typeof code === "number") return `it answers HTTP ${String(code)}`;
  const deeper = cause instanceof Error ? cause.message : message;
  return (deeper.split("\n")[0] ?? "").replace(/\.$/, "");
}

function named(context: string): string {
  return context === "" ? "" : ` (context ${context})`;
}

function source(): string {
  const variable = process.env["KUBECONFIG"] ?? "";
  return variable === "" ? "Your kubeconfig" : `The kubeconfig ${variable}`;
}
