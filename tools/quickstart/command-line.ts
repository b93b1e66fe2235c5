import { parseArgs } from "node:util";
import { Environment } from "../../model/definition";
import { QuickstartError } from "./quickstart-error";

/** Where the mesh goes. */
export type Goal = "rendered" | "cluster" | "local-cluster";

export interface QuickstartRequest {
  readonly goal: Goal;
  readonly environment: Environment;
  /** Take everything away again instead of bringing it up. */
  readonly destroy: boolean;
  /** End when everything is up; the local cluster is otherwise kept until Ctrl-C. */
  readonly once: boolean;
  /** Where charts come from, in place of what the configuration says. */
  readonly charts: string | undefined;
  /** Where the Gateway API CRDs come from, in place of what the configuration says. */
  readonly gatewayApi: string | undefined;
}

const environments: readonly string[] = Object.values(Environment);

export const usage = `Usage: npm run quickstart -- [options]

Declares the mesh of an example application with the Pulumi engine on this machine. State, keys and files stay in .mesh/.

  (no option)              render the mesh's Kubernetes objects to .mesh/<environment>/manifests; no cluster is needed
  --cluster                apply them to the current context of your kubeconfig
  --local-cluster          apply them to a Kubernetes API server on this machine, which runs until Ctrl-C
  --once                   with --local-cluster: stop it as soon as everything is up
  --environment NAME       ${environments.join(", ")}; default: development
  --charts LOCATION        Helm repository (https://...), registry path (oci://...) or folder of the mesh's charts
  --gateway-api LOCATION   address, file or folder of the Gateway API CRDs
  --destroy                take away what an earlier run has brought up
  --help                   show this`;

/**
 * Reads the command line. Nothing is given back when only help was asked for.
 * @throws QuickstartError with the usage
 */
export function parseQuickstart(words: readonly string[]): QuickstartRequest | undefined {
  const values = parse(words);
  if (values.help === true) return undefined;
  const { environment = Environment.Development, charts } = values;
  if (!environments.includes(environment))
    throw wrong(`there is no environment "${environment}"; known are ${environments.join(", ")}`);
  const goal = goalOf(values);
  if (values.once === true && goal !== "local-cluster") throw wrong("--once goes with --local-cluster only");
  if (values.destroy === true && goal === "local-cluster")
    throw wrong("the local cluster is gone when it is stopped, so there is nothing to destroy");
  return {
    goal,
    environment: environment as Environment,
    destroy: values.destroy ?? false,
    once: values.once ?? false,
    charts,
    gatewayApi: values["gateway-api"],
  };
}

interface Values {
  readonly cluster?: boolean;
  readonly "local-cluster"?: boolean;
  readonly once?: boolean;
  readonly environment?: string;
  readonly charts?: string;
  readonly "gateway-api"?: string;
  readonly destroy?: boolean;
  readonly help?: boolean;
}

function parse(words: readonly string[]): Values {
  try {
    return parseArgs({
      args: [...words],
      options: {
        cluster: { type: "boolean" },
        "local-cluster": { type: "boolean" },
        once: { type: "boolean" },
        environment: { type: "string", short: "e" },
        charts: { type: "string" },
        "gateway-api": { type: "string" },
        destroy: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    }).values;
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error));
  }
}

function goalOf({ cluster = false, "local-cluster": local = false }: Values): Goal {
  if (cluster && local) throw wrong("--cluster and --local-cluster exclude each other");
  if (local) return "local-cluster";
  return cluster ? "cluster" : "rendered";
}

function wrong(message: string): QuickstartError {
  return new QuickstartError(`${message}\n\n${usage}`);
}
