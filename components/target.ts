import type * as pulumi from "@pulumi/pulumi";
import { didYouMean, joinPath, quote, throwIfAny, type Problem } from "../model";
import { checkKubeconfig } from "./kubeconfig";

/** What becomes of the declared objects. */
export const TargetMode = {
  /** They are applied to a cluster. */
  Cluster: "cluster",
  /** They are written as YAML files to a folder. No cluster is needed; keys are never among the files. */
  Rendered: "rendered",
} as const;
export type TargetMode = (typeof TargetMode)[keyof typeof TargetMode];

/**
 * Where the declared objects go. Not with a Kubernetes provider of your own (`opts.provider`), except for `mode`, which must
 * then say whether that provider renders.
 */
export interface TargetArgs {
  /** What becomes of the declared objects. Default: `cluster`. */
  mode?: TargetMode;
  /**
   * Folder of the YAML files, relative to the program's working directory. Needed when rendering, and only then. While
   * rendering, no cluster should be within reach of KUBECONFIG: where one is, a preview writes files already.
   */
  directory?: string;
  /** Contents or path of the kubeconfig. Default: what kubectl would take. Not when rendering. A text is checked at preview. */
  kubeconfig?: pulumi.Input<string>;
  /** Context of the kubeconfig. Default: its current one. Not when rendering. */
  context?: string;
}

const modes: readonly string[] = Object.values(TargetMode);
const fields = ["mode", "directory", "kubeconfig", "context"];

/**
 * The mode of a target.
 * @param hasProvider Whether a Kubernetes provider comes from outside.
 * @throws MeshInputError with every problem
 */
export function checkTarget(target: TargetArgs | undefined, hasProvider: boolean): TargetMode {
  const given: TargetArgs = target ?? {};
  const mode = given.mode ?? TargetMode.Cluster;
  throwIfAny("target", [
    ...unknownFields(given),
    ...(modes.includes(mode) ? contradictions(given, mode, hasProvider) : [unknownMode(mode)]),
  ]);
  return mode;
}

function unknownFields(target: TargetArgs): Problem[] {
  return Object.keys(target)
    .filter((field) => !fields.includes(field))
    .map((field) => ({
      path: joinPath("target", field),
      message: "is unknown",
      rule: `Known are ${fields.join(", ")}`,
      fix: didYouMean(field, fields),
    }));
}

function unknownMode(mode: string): Problem {
  return {
    path: "target.mode",
    message: `is not a mode (got ${quote(mode)})`,
    rule: `It is one of ${modes.join(", ")}`,
    fix: didYouMean(mode, modes),
  };
}

function contradictions(target: TargetArgs, mode: TargetMode, hasProvider: boolean): Problem[] {
  const isSet = (field: "directory" | "kubeconfig" | "context"): boolean => target[field] !== undefined;
  const refuse = (field: "directory" | "kubeconfig" | "context", rule: string): Problem[] =>
    isSet(field)
      ? [{ path: `target.${field}`, message: "has no effect here", rule, fix: "Leave it out" }]
      : [];
  if (hasProvider) {
    const rule = "The Kubernetes provider that was passed in says where objects go";
    return [...refuse("directory", rule), ...refuse("kubeconfig", rule), ...refuse("context", rule)];
  }
  if (mode === TargetMode.Cluster)
    return [
      ...refuse("directory", "Files are only written when target.mode is rendered"),
      // What another resource gives is known to the provider alone.
      ...(typeof target.kubeconfig === "string" ? checkKubeconfig(target.kubeconfig, target.context) : []),
    ];
  return [
    ...(isSet("directory") && target.directory !== "" ? [] : [missingDirectory]),
    ...refuse("kubeconfig", "Rendering asks no cluster"),
    ...refuse("context", "Rendering asks no cluster"),
  ];
}

const missingDirectory: Problem = {
  path: "target.directory",
  message: "is missing",
  rule: "Rendering writes files, and no folder is taken unasked",
  fix: 'Name a folder, for example directory: "rendered"',
};
