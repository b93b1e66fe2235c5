import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { webcrypto, createPrivateKey } from "node:crypto";
import {
  ApiException,
  CustomObjectsApi,
  KubeConfig,
  KubernetesObjectApi,
  PatchStrategy,
  setHeaderOptions,
  type KubernetesObject,
} from "@kubernetes/client-node";
import * as x509 from "@peculiar/x509";
import { parseAllDocuments } from "yaml";
import { issue, today, type Issued } from "./certificates";

const definitions = join(__dirname, "..", "fixtures", "cert-manager", "definitions.yaml");

interface Reference {
  readonly name: string;
  readonly kind?: string;
}

interface Spec {
  readonly ca?: { readonly secretName: string };
  readonly secretName?: string;
  readonly commonName?: string;
  readonly dnsNames?: readonly string[];
  readonly isCA?: boolean;
  readonly duration?: string;
  readonly issuerRef?: Reference;
  readonly privateKey?: { readonly rotationPolicy: string };
  readonly sources?: readonly { readonly secret?: { readonly name: string; readonly key: string } }[];
  readonly target?: {
    readonly configMap: { readonly key: string };
    readonly namespaceSelector: { readonly matchLabels: Readonly<Record<string, string>> };
  };
}

interface Live extends KubernetesObject {
  readonly spec?: Spec;
  readonly data?: Readonly<Record<string, string>>;
  readonly type?: string;
  readonly status?: unknown;
}

const group = "cert-manager.io/v1";
const issuerAnnotation = "cert-manager.io/issuer-name";
const millisecondsPerHour = 3_600_000;

function days(milliseconds: number): number {
  return milliseconds / millisecondsPerHour / 24;
}

/**
 * Does on an API server what cert-manager and trust-manager do for the objects of this package: signs, fills Secrets, gathers
 * bundles, and says in the objects' status when it is done. Real certificates, for their chains are looked at.
 */
export class StandInCertManager {
  private running: Promise<void> | undefined;
  private ended = false;

  private readonly api: KubernetesObjectApi;
  private readonly custom: CustomObjectsApi;

  /** @param rootNamespace Namespace of the secrets of ClusterIssuers, and of the sources of bundles. */
  constructor(
    kubeconfig: string,
    private readonly rootNamespace: string,
  ) {
    const config = new KubeConfig();
    config.loadFromFile(kubeconfig);
    this.api = KubernetesObjectApi.makeApiClient(config);
    this.custom = config.makeApiClient(CustomObjectsApi);
  }

  /** Brings the CRDs and the namespace, and begins to work. */
  async start(): Promise<void> {
    for (const document of parseAllDocuments(readFileSync(definitions, "utf8")))
      await this.api.create(document.toJS() as KubernetesObject);
    await this.api.create({ apiVersion: "v1", kind: "Namespace", metadata: { name: this.rootNamespace } });
    this.running = this.work();
  }

  async stop(): Promise<void> {
    this.ended = true;
    await this.running;
  }

  private async work(): Promise<void> {
    let said = "";
    while (!this.ended) {
      try {
        for (const kind of ["Issuer", "ClusterIssuer"]) await this.each(group, kind, (it) => this.issuer(it));
        await this.each(group, "Certificate", (it) => this.certificate(it));
        await this.each("trust.cert-manager.io/v1alpha1", "Bundle", (it) => this.bundle(it));
      } catch (error) {
        // Definitions that are still being established, objects that others change or delete meanwhile, a busy server.
        const text = String(error);
        if (!(error instanceof ApiException) && text !== said)
          console.error(`stand-in for cert-manager: ${text}`);
        said = text;
      }
      await delay(300);
    }
  }

  private async each(
    apiVersion: string,
    kind: string,
    act: (live: Live) => Promise<string | undefined>,
  ): Promise<void> {
    const { items } = await this.api.list<Live>(apiVersion, kind);
    for (const item of items) {
      const live = { ...item, apiVersion, kind };
      const condition = await act(live);
      if (condition !== undefined) await this.tell(live, condition);
    }
  }

  private async tell(live: Live, type: string): Promise<void> {
    const observedGeneration = live.metadata?.generation;
    const done = { type, status: "True", observedGeneration };
    const { conditions = [] } = (live.status ?? {}) as { conditions?: (typeof done)[] };
    if (conditions.some((known) => known.observedGeneration === observedGeneration)) return;
    const [apiGroup = "", version = ""] = live.apiVersion?.split("/") ?? [];
    const [name, namespace] = [live.metadata?.name ?? "", live.metadata?.namespace];
    const place = { group: apiGroup, version, plural: `${live.kind?.toLowerCase() ?? ""}s`, name };
    const body = { status: { conditions: [done] } };
    const merge = setHeaderOptions("Content-Type", PatchStrategy.MergePatch);
    if (namespace === undefined) await this.custom.patchClusterCustomObjectStatus({ ...place, body }, merge);
    else await this.custom.patchNamespacedCustomObjectStatus({ ...place, namespace, body }, merge);
  }

  private async issuer(live: Live): Promise<string | undefined> {
    const secretName = live.spec?.ca?.secretName;
    if (secretName === undefined) return "Ready";
    return (await this.secret(secretName, this.homeOf(live))) && "Ready";
  }

  private homeOf({ kind, metadata }: Live): string {
    return kind === "ClusterIssuer" ? this.rootNamespace : (metadata?.namespace ?? "");
  }

  private async certificate({ metadata, spec = {} }: Live): Promise<string | undefined> {
    const [name, namespace] = [metadata?.name ?? "", metadata?.namespace ?? ""];
    const { secretName = "", issuerRef = { name: "" }, isCA = false } = spec;
    const present = await this.secret(secretName, namespace);
    if (present?.metadata?.annotations?.[issuerAnnotation] === issuerRef.name) return "Ready";
    const issuer = await this.read(group, issuerRef.kind ?? "Issuer", issuerRef.name, namespace);
    if (issuer?.spec === undefined) return undefined;
    const signer = await this.signerOf(issuer);
    if (issuer.spec.ca !== undefined && signer === undefined) return undefined;
    const hours = Number(/^(\d+)h/.exec(spec.duration ?? "2160h")?.[1]);
    const issued = await issue({
      name: spec.commonName ?? name,
      ...(signer && { by: signer }),
      authority: isCA,
      from: days(Date.now() - today) - 1,
      to: days(Date.now() - today + hours * millisecondsPerHour),
      ...(spec.dnsNames && { dnsNames: spec.dnsNames }),
    });
    await this.fill(secretName, namespace, issuerRef.name, issued, signer);
    return undefined;
  }

  private async fill(
    name: string,
    namespace: string,
    by: string,
    issued: Issued,
    signer?: Issued,
  ): Promise<void> {
    const encode = (text: string): string => Buffer.from(text).toString("base64");
    const authority = signer?.certificate ?? issued.certificate;
    const secret = {
      apiVersion: "v1",
      kind: "Secret",
      type: "kubernetes.io/tls",
      metadata: { name, namespace, annotations: { [issuerAnnotation]: by } },
      data: {
        "tls.crt": encode(issued.certificate),
        "tls.key": encode(issued.key),
        "ca.crt": encode(authority),
      },
    };
    if ((await this.secret(name, namespace)) === undefined) await this.api.create(secret);
    else await this.api.patch(secret, undefined, undefined, undefined, undefined, PatchStrategy.MergePatch);
  }

  /** The authority of a CA issuer, from its secret; nothing for one that lets certificates sign themselves. */
  private async signerOf(issuer: Live): Promise<Issued | undefined> {
    const secretName = issuer.spec?.ca?.secretName;
    const secret = secretName === undefined ? undefined : await this.secret(secretName, this.homeOf(issuer));
    if (secret?.data === undefined) return undefined;
    const text = (key: string): string => Buffer.from(secret.data?.[key] ?? "", "base64").toString();
    const key = text("tls.key");
    const certificate = new x509.X509Certificate(text("tls.crt"));
    const algorithm = { name: "ECDSA", namedCurve: "P-256" };
    const pkcs8 = createPrivateKey(key).export({ type: "pkcs8", format: "der" });
    const privateKey = await webcrypto.subtle.importKey("pkcs8", pkcs8, algorithm, true, ["sign"]);
    const publicKey = await webcrypto.subtle.importKey(
      "spki",
      certificate.publicKey.rawData,
      algorithm,
      true,
      ["verify"],
    );
    const name = certificate.subject.replace(/^CN=/, "");
    return { certificate: text("tls.crt"), key, name, keys: { privateKey, publicKey }, hash: "SHA-256" };
  }

  private async bundle({ metadata, spec }: Live): Promise<string | undefined> {
    const { sources = [], target } = spec ?? {};
    if (target === undefined) return undefined;
    const pems: string[] = [];
    for (const { secret } of sources) {
      const source = secret && (await this.secret(secret.name, this.rootNamespace));
      const data = secret && source?.data?.[secret.key];
      if (data === undefined) return undefined;
      pems.push(Buffer.from(data, "base64").toString().trim());
    }
    const text = `${pems.join("\n")}\n`;
    const { items } = await this.api.list<Live>("v1", "Namespace");
    const chosen = items.filter(({ metadata: of }) =>
      Object.entries(target.namespaceSelector.matchLabels).every(
        ([key, value]) => of?.labels?.[key] === value,
      ),
    );
    for (const { metadata: of } of chosen) {
      const name = metadata?.name ?? "";
      const place = { name, namespace: of?.name ?? "" };
      const map = {
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: place,
        data: { [target.configMap.key]: text },
      };
      const present = await this.read("v1", "ConfigMap", name, place.namespace);
      if (present === undefined) await this.api.create(map);
      else if (present.data?.[target.configMap.key] !== text)
        await this.api.patch(map, undefined, undefined, undefined, undefined, PatchStrategy.MergePatch);
    }
    return "Synced";
  }

  private async secret(name: string, namespace: string): Promise<Live | undefined> {
    return this.read("v1", "Secret", name, namespace);
  }

  private async read(
    apiVersion: string,
    kind: string,
    name: string,
    namespace: string,
  ): Promise<Live | undefined> {
    try {
      return await this.api.read<Live>({ apiVersion, kind, metadata: { name, namespace } });
    } catch (error) {
      if (error instanceof ApiException && error.code === 404) return undefined;
      throw error;
    }
  }
}
