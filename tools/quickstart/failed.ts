import type { EngineResult } from "../engine";
import { shown } from "./places";
import { QuickstartError } from "./quickstart-error";

/** A run of the engine that did not succeed, in its own words and with what to do. */
export function failed({ failure, end }: EngineResult, environment: string, script: string): QuickstartError {
  const interrupted = end.signal !== undefined || /cancel/i.test(failure);
  const hint = hintFor(failure, environment, script);
  const rest = interrupted
    ? "It was interrupted. Nothing is lost: run the command again, and it goes on from where it was."
    : "Nothing is lost: what was done before is recorded. Put the cause right and run the command again.";
  return new QuickstartError([failure, ...(hint === undefined ? [] : [hint]), rest].join("\n\n"));
}

function hintFor(failure: string, environment: string, script: string): string | undefined {
  if (/protected/i.test(failure))
    return (
      "The root certificate is protected, because every identity of the mesh rests on it. To destroy it all the same:\n" +
      `  . ${shown(script)}\n` +
      `  pulumi state unprotect --all --yes --stack ${environment}`
    );
  if (/controlPlane\.charts\.location/.test(failure))
    return "For one run the source of the charts can be named with --charts LOCATION, and that of the Gateway API with --gateway-api LOCATION.";
  return undefined;
}
