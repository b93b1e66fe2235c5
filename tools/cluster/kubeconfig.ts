import type { Identity } from "./certificate-authority";

/** A kubeconfig that carries its certificates with it. */
export function kubeconfig(server: string, authority: string, identity: Identity): string {
  const name = "local";
  const config = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name, cluster: { server, "certificate-authority-data": base64(authority) } }],
    users: [
      {
        name,
        user: {
          "client-certificate-data": base64(identity.certificate),
          "client-key-data": base64(identity.privateKey),
        },
      },
    ],
    contexts: [{ name, context: { cluster: name, user: name } }],
    "current-context": name,
  };
  // JSON is YAML, and every client reads it.
  return `${JSON.stringify(config, undefined, 2)}\n`;
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
