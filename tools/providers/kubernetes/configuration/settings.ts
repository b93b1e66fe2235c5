/** How the provider is configured; each is also a member of the SDK's `Provider` arguments. */
export interface Settings {
  /** Path or content of a kubeconfig; empty for the ambient one. */
  readonly kubeconfig: string;
  readonly context: string;
  readonly cluster: string;
  readonly namespace: string;
  readonly serverSideApply: boolean;
  readonly patchForce: boolean;
  readonly upsertExistingObjects: boolean;
  readonly configMapMutable: boolean;
  readonly secretMutable: boolean;
  readonly deleteUnreachable: boolean;
  readonly skipUpdateUnreachable: boolean;
  readonly suppressHelmHookWarnings: boolean;
  readonly suppressDeprecationWarnings: boolean;
  /** Folder that gets the manifests instead of a cluster; empty for a cluster. */
  readonly renderDirectory: string;
  /** Render all manifests on each run, not only the changed ones. */
  readonly alwaysRender: boolean;
}

const prefix = "kubernetes:config:";

/** @param variables The engine's configuration variables; where one is unset, its environment variable counts. */
export function readSettings(
  variables: ReadonlyMap<string, string>,
  environment: Readonly<Record<string, string | undefined>>,
): Settings {
  const text = (name: string): string => variables.get(prefix + name) ?? "";
  const flag = (name: string, variable: string, unset = false): boolean => {
    const value = variables.get(prefix + name) ?? environment[variable];
    return value === undefined ? unset : value === "true";
  };
  return {
    kubeconfig: text("kubeconfig"),
    context: text("context"),
    cluster: text("cluster"),
    namespace: text("namespace"),
    serverSideApply: flag("enableServerSideApply", "PULUMI_K8S_ENABLE_SERVER_SIDE_APPLY", true),
    patchForce: flag("enablePatchForce", "PULUMI_K8S_ENABLE_PATCH_FORCE"),
    upsertExistingObjects: flag("upsertExistingObjects", "PULUMI_K8S_UPSERT_EXISTING_OBJECTS"),
    configMapMutable: flag("enableConfigMapMutable", "PULUMI_K8S_ENABLE_CONFIGMAP_MUTABLE"),
    secretMutable: flag("enableSecretMutable", "PULUMI_K8S_ENABLE_SECRET_MUTABLE"),
    deleteUnreachable: flag("deleteUnreachable", "PULUMI_K8S_DELETE_UNREACHABLE"),
    skipUpdateUnreachable: flag("skipUpdateUnreachable", "PULUMI_K8S_SKIP_UPDATE_UNREACHABLE"),
    suppressHelmHookWarnings: flag("suppressHelmHookWarnings", "PULUMI_K8S_SUPPRESS_HELM_HOOK_WARNINGS"),
    suppressDeprecationWarnings: flag(
      "suppressDeprecationWarnings",
      "PULUMI_K8S_SUPPRESS_DEPRECATION_WARNINGS",
    ),
    renderDirectory: text("renderYamlToDirectory"),
    alwaysRender: text("alwaysRender") === "true",
  };
}
