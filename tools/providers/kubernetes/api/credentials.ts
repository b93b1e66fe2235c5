import { readFileSync } from "node:fs";
import type { AgentOptions } from "node:https";
import type { ActiveCluster } from "../configuration/active-cluster";
import { isRecord, type Entry } from "../configuration/kubeconfig";

/** How to prove to the API server who is asking, and to know that it is the right server. */
export interface Credentials {
  readonly tls: AgentOptions;
  /** Headers for one request; short-lived tokens are renewed as needed. */
  headers(): Promise<Record<string, string>>;
}

/** @throws Error where a file that the kubeconfig names cannot be read. */
export async function credentialsFor(active: ActiveCluster): Promise<Credentials> {
  const { cluster, user } = active;
  if (isRecord(user["exec"]) || isRecord(user["auth-provider"])) {
    const { pluginCredentials } = await import("./plugin-credentials.js");
    return pluginCredentials(active);
  }
  const fixed = fixedHeaders(user);
  const tokenFile = stringField(user, "tokenFile");
  return {
    tls: tlsOptions(cluster, user),
    headers: () =>
      Promise.resolve(
        tokenFile === undefined || stringField(user, "token") !== undefined
          ? fixed
          : { ...fixed, Authorization: `Bearer ${readFileSync(tokenFile, "utf8").trim()}` },
      ),
  };
}

export function tlsOptions(cluster: Entry, user: Entry): AgentOptions {
  const ca = pem(cluster, "certificate-authority");
  const cert = pem(user, "client-certificate");
  const key = pem(user, "client-key");
  const servername = stringField(cluster, "tls-server-name");
  return {
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
    ...(servername !== undefined && { servername }),
    ...(cluster["insecure-skip-tls-verify"] === true && { rejectUnauthorized: false }),
  };
}

function fixedHeaders(user: Entry): Record<string, string> {
  const headers: Record<string, string> = {};
  const token = stringField(user, "token");
  const name = stringField(user, "username");
  if (token !== undefined) headers["Authorization"] = `Bearer ${token}`;
  else if (name !== undefined) {
    const pair = `${name}:${stringField(user, "password") ?? ""}`;
    headers["Authorization"] = `Basic ${Buffer.from(pair).toString("base64")}`;
  }
  const impersonated = stringField(user, "as");
  if (impersonated !== undefined) headers["Impersonate-User"] = impersonated;
  return headers;
}

/** Kubeconfigs hold certificates either as a file name or as base64 of the file. */
function pem(entry: Entry, field: string): Buffer | undefined {
  const data = stringField(entry, `${field}-data`);
  if (data !== undefined) return Buffer.from(data, "base64");
  const path = stringField(entry, field);
  return path === undefined ? undefined : readFileSync(path);
}

function stringField(entry: Entry, field: string): string | undefined {
  const value = entry[field];
  return typeof value === "string" && value !== "" ? value : undefined;
}
