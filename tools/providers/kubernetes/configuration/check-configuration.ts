import {
  isPropertyMap,
  Secret,
  withoutSecrets,
  type PropertyMap,
  type PropertyValue,
} from "../../shared/property-value";
import type {
  CheckAnswer,
  CheckFailure,
  ConfigCheck,
  ConfigDifference,
  DifferenceAnswer,
} from "../../shared/provider-contract";
import { isSame } from "../object/merge-patch";
import { typeOfUrn } from "../object/group-version-kind";
import { Unknown } from "../../shared/property-value";
import { activeContext } from "./active-cluster";
import { emptyKubeconfig, parseKubeconfig, type Entry, type Kubeconfig } from "./kubeconfig";

/** Refuses provider arguments that contradict each other. */
export function checkConfiguration(
  { urn, news }: ConfigCheck,
  environment: Readonly<Record<string, string | undefined>>,
): CheckAnswer {
  const args = withoutSecrets(news) as PropertyMap;
  const strict = strictModeFailures(urn, args, environment);
  return { inputs: news, failures: strict.length > 0 ? strict : renderFailures(args, environment) };
}

function renderFailures(
  args: PropertyMap,
  environment: Readonly<Record<string, string | undefined>>,
): CheckFailure[] {
  if (!isSet(args["renderYamlToDirectory"])) {
    const always = args["alwaysRender"];
    return always === true || always === "true"
      ? [{ property: "alwaysRender", reason: `"alwaysRender" requires "renderYamlToDirectory" to be set` }]
      : [];
  }
  const ambient = environment["KUBECONFIG"];
  return (
    ["cluster", "context", "kubeconfig"]
      .filter((name) => isSet(args[name]))
      // SDKs fill kubeconfig from the environment, which says nothing about what the program wants.
      .filter((name) => name !== "kubeconfig" || args[name] !== ambient)
      .map((property) => ({
        property,
        reason: `"${property}" arg is not compatible with "renderYamlToDirectory" arg`,
      }))
  );
}

function strictModeFailures(
  urn: string,
  args: PropertyMap,
  environment: Readonly<Record<string, string | undefined>>,
): CheckFailure[] {
  const strict =
    typeof args["strictMode"] === "string" ? args["strictMode"] : configuredStrictMode(environment);
  if (strict !== "true" || !typeOfUrn(urn).startsWith("pulumi:providers:")) return [];
  const failures: CheckFailure[] = [];
  if (/::default(_|$)/.test(urn))
    failures.push({ property: "", reason: "strict mode prohibits default provider" });
  for (const property of ["kubeconfig", "context"]) {
    const value = args[property];
    if (value === undefined || value === null || value === "") {
      failures.push({ property, reason: `strict mode requires Provider "${property}" argument` });
    }
  }
  return failures;
}

/** The engine hands the project's configuration for this package over in the environment. */
function configuredStrictMode(environment: Readonly<Record<string, string | undefined>>): unknown {
  try {
    return (JSON.parse(environment["PULUMI_CONFIG"] ?? "{}") as Record<string, unknown>)["strictMode"];
  } catch {
    return undefined;
  }
}

function isSet(value: PropertyValue | undefined): boolean {
  return (typeof value === "string" && value !== "") || value === true;
}

/**
 * Decides whether everything that the provider manages must move: yes where the cluster became another one or the render
 * folder moved, no where only credentials or options changed. A cluster is known by its settings in the kubeconfig, or by
 * `clusterIdentifier` where the user gives one.
 */
export function diffConfiguration({ olds, news }: ConfigDifference): DifferenceAnswer {
  const before = withoutSecrets(olds) as PropertyMap;
  const after = withoutSecrets(news) as PropertyMap;
  const changedKeys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => !isSame(before[key], after[key]),
  );
  if (changedKeys.length === 0) return { changed: false, replaces: [] };
  const answer = (replaces: string[], keys = changedKeys): DifferenceAnswer => ({
    changed: true,
    replaces: isSameIdentity(before, after) ? [] : replaces,
    changedKeys: keys,
  });
  const replaces = isNewIdentity(before, after) ? ["clusterIdentifier"] : [];
  const unknown = clusterKeys.find((key) => after[key] instanceof Unknown);
  if (unknown !== undefined) return answer([...replaces, unknown], [unknown]);
  if (changedKeys.includes("renderYamlToDirectory")) replaces.push("renderYamlToDirectory");
  const [oldCluster, newCluster] = [clusterSettings(before), clusterSettings(after)];
  if (oldCluster !== undefined && newCluster !== undefined && !isSame(oldCluster, newCluster)) {
    replaces.push(...clusterKeys.filter((key) => changedKeys.includes(key)));
  }
  return answer(replaces);
}

const clusterKeys = ["kubeconfig", "context", "cluster"];

function isSameIdentity(before: PropertyMap, after: PropertyMap): boolean {
  const identifier = after["clusterIdentifier"];
  return identifier !== undefined && identifier !== null && isSame(before["clusterIdentifier"], identifier);
}

/** Adding or removing the identifier is no statement about the cluster. */
function isNewIdentity(before: PropertyMap, after: PropertyMap): boolean {
  const [old, current] = [before["clusterIdentifier"], after["clusterIdentifier"]];
  return old !== undefined && current !== undefined && !isSame(old, current);
}

function clusterSettings(args: PropertyMap): PropertyMap | undefined {
  const config = kubeconfigOf(args["kubeconfig"]);
  const override = (name: string): string => (typeof args[name] === "string" ? args[name] : "");
  const context = activeContext(config, { context: override("context"), cluster: "" });
  if (context === undefined) return undefined;
  const name = override("cluster");
  const cluster: Entry | undefined = config.clusters.get(name === "" ? context.cluster : name);
  return cluster as PropertyMap | undefined;
}

function kubeconfigOf(value: PropertyValue | undefined): Kubeconfig {
  if (value === undefined || value === null || value === "" || value instanceof Secret)
    return emptyKubeconfig;
  if (typeof value === "string") return parseKubeconfig(value);
  if (isPropertyMap(value)) return parseKubeconfig(JSON.stringify(value));
  throw new Error("kubeconfig: expected the path or the content of a kubeconfig.");
}
