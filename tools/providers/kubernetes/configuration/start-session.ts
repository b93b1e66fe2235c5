import { ApiError, messageOf } from "../api/api-error";
import { Connection } from "../api/connection";
import { credentialsFor } from "../api/credentials";
import { Discovery } from "../api/discovery";
import { ObjectClient } from "../api/object-client";
import { WatchHub } from "../api/watch-hub";
import type { ServerVersion } from "../object/built-in-kinds";
import { stringAt } from "../object/manifest";
import type { EngineLog } from "../../shared/engine-log";
import { Session, type Cluster } from "../session";
import { activeCluster, soleKubeconfig, surroundingCluster, type ActiveCluster } from "./active-cluster";
import { ambientKubeconfig, emptyKubeconfig, parseKubeconfig, type Kubeconfig } from "./kubeconfig";
import type { Settings } from "./settings";

/**
 * Finds and greets the cluster. One that cannot be reached is no error here: previews work without it, and whatever does
 * need it says why it is missing.
 */
export async function startSession(settings: Settings, log: EngineLog, version: string): Promise<Session> {
  const active = findCluster(settings);
  if (typeof active === "string") return new Session(settings, settings.namespace, log, undefined, active);
  const namespace = [settings.namespace, active.namespace, "default"].find((name) => name !== "") ?? "";
  if (settings.renderDirectory !== "") {
    return new Session(settings, namespace, log, undefined, "renderYamlToDirectory is set");
  }
  try {
    return new Session(settings, namespace, log, await connect(active, version), "");
  } catch (error) {
    return new Session(settings, namespace, log, undefined, explain(active, error));
  }
}

/** The cluster, or why there is none. */
function findCluster(settings: Settings): ActiveCluster | string {
  const config = readConfig(settings);
  if (typeof config === "string") return config;
  try {
    const overrides = { context: settings.context, cluster: settings.cluster };
    return config.contexts.size === 0 ? outsideOfConfig(config) : activeCluster(config, overrides);
  } catch (error) {
    return messageOf(error);
  }
}

function readConfig(settings: Settings): Kubeconfig | string {
  try {
    if (settings.kubeconfig !== "") return parseKubeconfig(settings.kubeconfig);
    return ambientKubeconfig() ?? emptyKubeconfig;
  } catch (error) {
    return `failed to parse kubeconfig data in \`kubernetes:config:kubeconfig\`: ${messageOf(error)}`;
  }
}

function outsideOfConfig(config: Kubeconfig): ActiveCluster {
  const surrounding = surroundingCluster();
  if (surrounding !== undefined) return surrounding;
  throw new Error(
    config === emptyKubeconfig
      ? "no kubeconfig: set the provider's `kubeconfig`, or KUBECONFIG, or write ~/.kube/config."
      : `kubeconfig ${config.origin}: it names no contexts.`,
  );
}

async function connect(active: ActiveCluster, version: string): Promise<Cluster> {
  const credentials = await credentialsFor(active);
  const connection = new Connection(active, credentials, `pulumi-kubernetes/${version}`);
  const info = await connection.json({ path: "/version" });
  // Anybody may ask for the version; the first list of kinds shows whether the credentials are good.
  await connection.json({ path: "/api" });
  return {
    objects: new ObjectClient(connection, new Discovery(connection)),
    watches: new WatchHub(connection),
    version: serverVersion(stringAt(info, "major"), stringAt(info, "minor")),
    gitVersion: stringAt(info, "gitVersion"),
    kubeconfig: soleKubeconfig(active),
  };
}

/** Some clouds add a plus sign to the minor version. */
function serverVersion(major: string, minor: string): ServerVersion {
  return { major: Number.parseInt(major, 10) || 1, minor: Number.parseInt(minor, 10) || 0 };
}

function explain({ server, contextName, origin }: ActiveCluster, error: unknown): string {
  if (!(error instanceof ApiError)) return messageOf(error);
  const hint = error.code === 401 ? " Check the credentials of that context." : "";
  return `the Kubernetes API server ${server} (kubeconfig ${origin}, context "${contextName}") refuses: ${error.message}.${hint}`;
}
