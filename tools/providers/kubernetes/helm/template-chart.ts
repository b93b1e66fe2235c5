import { existsSync, statSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import type { Session } from "../session";
import type { AssetSource, ChartArguments } from "./chart-arguments";
import { helmReason, helmWarnings } from "./helm-messages";
import { runHelm, type HelmOutcome } from "./run-helm";

/**
 * What the official provider's helm pretends to talk to where there is no cluster. Charts that need a newer Kubernetes
 * cannot be rendered that way, with either provider.
 */
const kubeVersionWithoutCluster = "v1.20.0";

/**
 * Renders a chart for the cluster that it is meant for.
 *
 * @throws Error naming the chart, where it was sought, and helm's reason.
 */
export async function templateChart(
  session: Session,
  args: ChartArguments,
): Promise<{ readonly text: string; readonly warnings: string[] }> {
  // Values, credentials and kubeconfigs must be readable by nobody else, and gone afterwards.
  const folder = await mkdtemp(join(tmpdir(), "pulumi-kubernetes-chart-"));
  try {
    const job = new ChartJob(session, args, folder);
    const outcome = await job.render();
    if (outcome.code !== 0) throw renderingError(args, outcome);
    return { text: outcome.stdout, warnings: helmWarnings(outcome.stderr) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

class ChartJob {
  private readonly environment: Record<string, string> = {};

  constructor(
    private readonly session: Session,
    private readonly args: ChartArguments,
    private readonly folder: string,
  ) {}

  async render(): Promise<HelmOutcome> {
    const reference = await this.logIn();
    if (typeof reference !== "string") return reference;
    const command = ["template", this.args.releaseName, reference, ...(await this.options())];
    const outcome = await this.helm(command);
    if (outcome.code === 0 || !this.canBuildDependencies(outcome)) return outcome;
    const built = await this.helm(["dependency", "build", this.args.chart]);
    return built.code === 0 ? this.helm(command) : built;
  }

  /** Makes private sources accessible, and gives the name under which helm then finds the chart. */
  private async logIn(): Promise<string | HelmOutcome> {
    const { chart, repository } = this.args;
    const { url, username, password } = repository;
    if (username === "" || password === "") return chart;
    if (chart.startsWith("oci://")) {
      this.environment["HELM_REGISTRY_CONFIG"] = join(this.folder, "registry.json");
      const outcome = await this.helm(
        [
          "registry",
          "login",
          new URL(chart).host,
          "--username",
          username,
          "--password-stdin",
          ...(await this.tls()),
        ],
        password,
      );
      return outcome.code === 0 ? chart : outcome;
    }
    if (url === "") return chart;
    this.environment["HELM_REPOSITORY_CONFIG"] = join(this.folder, "repositories.yaml");
    this.environment["HELM_REPOSITORY_CACHE"] = join(this.folder, "cache");
    const outcome = await this.helm(
      ["repo", "add", "source", url, "--username", username, "--password-stdin", ...(await this.tls())],
      password,
    );
    return outcome.code === 0 ? `source/${chart}` : outcome;
  }

  private async options(): Promise<string[]> {
    const { args, session } = this;
    const namespace = args.namespace === "" ? session.defaultNamespace : args.namespace;
    const addsRepository =
      args.repository.url !== "" && this.environment["HELM_REPOSITORY_CONFIG"] === undefined;
    return [
      ...option("--namespace", namespace === "" ? "default" : namespace),
      ...option("--version", args.version),
      ...(addsRepository ? option("--repo", args.repository.url) : []),
      ...flag("--devel", args.devel),
      ...flag("--include-crds", !args.skipCrds),
      ...flag("--dependency-update", args.dependencyUpdate),
      ...flag("--verify", args.verify),
      ...flag("--plain-http", args.plainHttp),
      ...(args.includeHooks && session.rendering ? ["--skip-tests"] : ["--no-hooks"]),
      ...(await this.tls()),
      ...option("--keyring", await this.file("keyring.gpg", args.keyring)),
      ...(await this.values()),
      ...(await this.target()),
      ...(args.postRenderer === undefined ? [] : ["--post-renderer", args.postRenderer.command]),
      ...(args.postRenderer?.args ?? []).flatMap((argument) => ["--post-renderer-args", argument]),
    ];
  }

  private async tls(): Promise<string[]> {
    const { caFile, certFile, keyFile } = this.args.repository;
    return [
      ...option("--ca-file", await this.file("ca.pem", caFile)),
      ...option("--cert-file", await this.file("cert.pem", certFile)),
      ...option("--key-file", await this.file("key.pem", keyFile)),
    ];
  }

  private async values(): Promise<string[]> {
    const contents = [
      ...this.args.valueFiles,
      stringify(this.args.values, { version: "1.1", aliasDuplicateObjects: false }),
    ];
    const paths = await Promise.all(
      contents.map((content, index) => this.write(`values-${index}.yaml`, content)),
    );
    return paths.flatMap((path) => ["--values", path]);
  }

  /** Charts ask for the version and the kinds of the cluster, and may look objects up in it. */
  private async target(): Promise<string[]> {
    const { cluster } = this.session;
    if (cluster === undefined) return ["--kube-version", kubeVersionWithoutCluster];
    const capabilities = await cluster.objects.discovery.capabilities();
    const kubeconfig = await this.write("kubeconfig", JSON.stringify(cluster.kubeconfig));
    return [
      "--kube-version",
      cluster.gitVersion,
      "--api-versions",
      capabilities.join(","),
      "--dry-run=server",
      "--kubeconfig",
      kubeconfig,
    ];
  }

  /** A local chart whose dependencies are locked can be completed; anything else is for its author to do. */
  private canBuildDependencies({ stderr }: HelmOutcome): boolean {
    const { chart } = this.args;
    return (
      stderr.includes("missing in charts/ directory") &&
      existsSync(chart) &&
      statSync(chart).isDirectory() &&
      (existsSync(join(chart, "Chart.lock")) || existsSync(join(chart, "requirements.lock")))
    );
  }

  private async file(name: string, source: AssetSource | undefined): Promise<string> {
    if (source === undefined) return "";
    return "path" in source ? source.path : this.write(name, source.content);
  }

  private async write(name: string, content: string): Promise<string> {
    const path = join(this.folder, name);
    await writeFile(path, content, { mode: 0o600 });
    return path;
  }

  private helm(command: readonly string[], input?: string): Promise<HelmOutcome> {
    return runHelm(command, this.environment, this.session.interrupted, input);
  }
}

function option(name: string, value: string): string[] {
  return value === "" ? [] : [name, value];
}

function flag(name: string, set: boolean): string[] {
  return set ? [name] : [];
}

function renderingError({ chart, version, repository }: ChartArguments, { stderr }: HelmOutcome): Error {
  const what = version === "" ? `"${chart}"` : `"${chart}" version ${version}`;
  const source = repository.url === "" ? "" : ` from ${repository.url}`;
  return new Error(`chart ${what}${source} cannot be rendered: ${helmReason(stderr)}`);
}
