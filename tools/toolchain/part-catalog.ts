import { readFileSync } from "node:fs";

/** Every program that a command of this repository may need, besides Node.js itself. */
export const partNames = [
  "pulumi",
  "pulumi-language-nodejs",
  "provider-kubernetes",
  "provider-tls",
  "provider-random",
  "helm",
  "etcd",
  "kube-apiserver",
  "kube-controller-manager",
  "kube-scheduler",
  "kwok",
] as const;

export type PartName = (typeof partNames)[number];
export type ProviderPartName = Extract<PartName, `provider-${string}`>;

/** How a part is compiled from published Go modules. */
export interface GoRecipe {
  /** Folder below tools/go whose go.mod and go.sum pin every module that takes part. */
  readonly module: string;
  /** Import path of the main package. */
  readonly package: string;
  /** Linker variables, full name to value: without them the program would report an empty version. */
  readonly variables: Readonly<Record<string, string>>;
  /** Rough time on two cores with an empty build cache. Unit: seconds. Shown so that nobody gives up waiting. */
  readonly expectedSeconds: number;
}

/** How an installed program is recognised. */
export interface InstalledRule {
  /** Arguments that print the version; absent when any version that is found will do. */
  readonly versionArguments?: readonly string[];
  /** Oldest version that will do. */
  readonly minimumVersion?: string;
}

export interface Part {
  readonly name: PartName;
  /** Name of the executable, without the platform's suffix. */
  readonly executable: string;
  /** The version that is downloaded or built, without a leading "v". */
  readonly version: string;
  readonly installed?: InstalledRule;
  /** The official download this part comes with. */
  readonly download?: "cli" | "plugin";
  readonly go?: GoRecipe;
  /** Folder below tools/providers of the provider this repository brings for the case that no official one can be had. */
  readonly bundled?: string;
}

const kubernetesVersion = "1.36.3";
const helmVersion = "3.22.0";
const cliVersion = "3.255.0";
/** The last language host that is published inside the SDK's Go module; it works with newer engines and SDKs. */
const languageHostVersion = "3.68.0";

const kubernetesVariables = Object.fromEntries(
  ["k8s.io/component-base/version", "k8s.io/client-go/pkg/version"].flatMap((path) => [
    [`${path}.gitVersion`, `v${kubernetesVersion}`],
    [`${path}.gitMajor`, kubernetesVersion.split(".")[0] ?? ""],
    [`${path}.gitMinor`, kubernetesVersion.split(".")[1] ?? ""],
    [`${path}.gitTreeState`, "clean"],
  ]),
) as Record<string, string>;

function kubernetesPart(name: Extract<PartName, `kube-${string}`>, expectedSeconds: number): Part {
  return {
    name,
    executable: name,
    version: kubernetesVersion,
    go: {
      module: "kubernetes",
      package: `k8s.io/kubernetes/cmd/${name}`,
      variables: kubernetesVariables,
      expectedSeconds,
    },
  };
}

function providerPart(provider: "kubernetes" | "tls" | "random"): Part {
  return {
    name: `provider-${provider}`,
    executable: `pulumi-resource-${provider}`,
    version: sdkVersion(`@pulumi/${provider}`),
    installed: {},
    download: "plugin",
    bundled: provider,
  };
}

/** The engine asks for exactly the provider version that the SDK package in node_modules names. */
function sdkVersion(packageName: string): string {
  const manifest = JSON.parse(readFileSync(require.resolve(`${packageName}/package.json`), "utf8")) as {
    version: string;
  };
  return manifest.version;
}

const parts: readonly Part[] = [
  {
    name: "pulumi",
    executable: "pulumi",
    version: cliVersion,
    // Older engines lack features of the SDK that this package is tested with.
    installed: { versionArguments: ["version"], minimumVersion: "3.248.0" },
    download: "cli",
    go: {
      module: "pulumi",
      package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
      variables: { "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version": `v${cliVersion}` },
      expectedSeconds: 300,
    },
  },
  {
    name: "pulumi-language-nodejs",
    executable: "pulumi-language-nodejs",
    version: languageHostVersion,
    installed: {},
    download: "cli",
    go: {
      module: "pulumi-language-nodejs",
      package: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
      variables: { "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version": `v${languageHostVersion}` },
      expectedSeconds: 40,
    },
  },
  providerPart("kubernetes"),
  providerPart("tls"),
  providerPart("random"),
  {
    name: "helm",
    executable: "helm",
    version: helmVersion,
    // Releases before it are no longer supported upstream.
    installed: { versionArguments: ["version", "--short"], minimumVersion: "3.18.0" },
    go: {
      module: "helm",
      package: "helm.sh/helm/v3/cmd/helm",
      variables: {
        "helm.sh/helm/v3/internal/version.version": `v${helmVersion}`,
        // Templates without a cluster are made for the Kubernetes version of the local cluster.
        "helm.sh/helm/v3/pkg/chartutil.k8sVersionMajor": kubernetesVersion.split(".")[0] ?? "",
        "helm.sh/helm/v3/pkg/chartutil.k8sVersionMinor": kubernetesVersion.split(".")[1] ?? "",
      },
      expectedSeconds: 80,
    },
  },
  {
    name: "etcd",
    executable: "etcd",
    version: "3.6.8",
    go: { module: "etcd", package: "go.etcd.io/etcd/server/v3", variables: {}, expectedSeconds: 30 },
  },
  kubernetesPart("kube-apiserver", 200),
  kubernetesPart("kube-controller-manager", 60),
  kubernetesPart("kube-scheduler", 15),
  {
    name: "kwok",
    executable: "kwok",
    version: "0.7.0",
    go: {
      module: "kwok",
      package: "sigs.k8s.io/kwok/cmd/kwok",
      variables: { "sigs.k8s.io/kwok/pkg/consts.Version": "v0.7.0" },
      expectedSeconds: 100,
    },
  },
];

const byName = new Map(parts.map((part) => [part.name, part]));

export function partOf(name: PartName): Part {
  const part = byName.get(name);
  if (part === undefined) throw new Error(`part "${name}" is not in the catalog`);
  return part;
}

export function isPartName(text: string): text is PartName {
  return (partNames as readonly string[]).includes(text);
}
