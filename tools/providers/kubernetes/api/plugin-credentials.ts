import { KubeConfig } from "@kubernetes/client-node";
import type { RequestOptions } from "node:https";
import { soleKubeconfig, type ActiveCluster } from "../configuration/active-cluster";
import { tlsOptions, type Credentials } from "./credentials";

/**
 * Credentials from a command (`exec`) or an `auth-provider`, as cloud clusters use them. The Kubernetes client library
 * knows these; loading it takes most of a second, so only users who need it pay for it.
 */
export async function pluginCredentials(active: ActiveCluster): Promise<Credentials> {
  const config = new KubeConfig();
  config.loadFromString(JSON.stringify(soleKubeconfig(active)));
  const options: RequestOptions = { headers: {} };
  await config.applyToHTTPSOptions(options);
  return {
    tls: {
      ...tlsOptions(active.cluster, active.user),
      // A command may answer with a client certificate instead of a token.
      ...(options.cert !== undefined && { cert: options.cert }),
      ...(options.key !== undefined && { key: options.key }),
    },
    headers: async () => {
      const renewed: RequestOptions = { headers: {} };
      await config.applyToHTTPSOptions(renewed);
      return Object.fromEntries(
        Object.entries(renewed.headers ?? {}).filter(
          (entry): entry is [string, string] => typeof entry[1] === "string",
        ),
      );
    },
  };
}
