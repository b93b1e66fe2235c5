import { existsSync, readFileSync } from "node:fs";
import type { Context, Entry, Kubeconfig } from "./kubeconfig";

/** The cluster that the provider talks to, and as whom. */
export interface ActiveCluster {
  readonly server: string;
  readonly cluster: Entry;
  readonly user: Entry;
  readonly contextName: string;
  /** The context's namespace; empty where it names none. */
  readonly namespace: string;
  readonly origin: string;
}

export interface Overrides {
  readonly context: string;
  readonly cluster: string;
}

export function activeContext(config: Kubeconfig, overrides: Overrides): Context | undefined {
  return config.contexts.get(overrides.context === "" ? config.currentContext : overrides.context);
}

/**
 * @throws Error where the kubeconfig does not lead to a cluster; the message says what is missing and what there is.
 */
export function activeCluster(config: Kubeconfig, overrides: Overrides): ActiveCluster {
  const contextName = overrides.context === "" ? config.currentContext : overrides.context;
  const context = config.contexts.get(contextName);
  if (context === undefined) {
    const known = [...config.contexts.keys()].join(", ");
    throw new Error(
      contextName === ""
        ? `kubeconfig ${config.origin}: no current context. Set one with the provider's "context" (available: ${known}).`
        : `kubeconfig ${config.origin}: no context named "${contextName}" (available: ${known === "" ? "none" : known}).`,
    );
  }
  const clusterName = overrides.cluster === "" ? context.cluster : overrides.cluster;
  const cluster = config.clusters.get(clusterName);
  const server = cluster?.["server"];
  if (cluster === undefined || typeof server !== "string" || server === "") {
    throw new Error(
      `kubeconfig ${config.origin}: context "${contextName}" needs a cluster "${clusterName}" with a server address.`,
    );
  }
  return {
    server: server.replace(/\/+$/, ""),
    cluster,
    user: config.users.get(context.user) ?? {},
    contextName,
    namespace: context.namespace,
    origin: config.origin,
  };
}

/** A kubeconfig with nothing but this cluster, in which the settings are as the user wrote them. */
export function soleKubeconfig({ cluster, user, server, namespace }: ActiveCluster): Record<string, unknown> {
  const name = "active";
  return {
    apiVersion: "v1",
    kind: "Config",
    "current-context": name,
    contexts: [{ name, context: { cluster: name, user: name, ...(namespace !== "" && { namespace }) } }],
    clusters: [{ name, cluster: { ...cluster, server } }],
    users: [{ name, user }],
  };
}

const serviceAccountFolder = "/var/run/secrets/kubernetes.io/serviceaccount";

/** The cluster in which this process itself runs as a Pod; undefined outside of any. */
export function surroundingCluster(): ActiveCluster | undefined {
  const host = process.env["KUBERNETES_SERVICE_HOST"];
  const port = process.env["KUBERNETES_SERVICE_PORT"];
  const tokenFile = `${serviceAccountFolder}/token`;
  if (host === undefined || port === undefined || !existsSync(tokenFile)) return undefined;
  return {
    server: `https://${host.includes(":") ? `[${host}]` : host}:${port}`,
    cluster: { "certificate-authority": `${serviceAccountFolder}/ca.crt` },
    user: { tokenFile },
    contextName: "in-cluster",
    namespace: readFileSync(`${serviceAccountFolder}/namespace`, "utf8").trim(),
    origin: serviceAccountFolder,
  };
}
