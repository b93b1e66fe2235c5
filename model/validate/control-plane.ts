import { Management, TolerationOperator, type ControlPlaneDefinition, type RawValue } from "../definition";
import { quote } from "../problem";
import { checkContainer, checkParts } from "./container";
import { report, type ValidationContext } from "./context";
import { checkLabels, checkMetadataKeys } from "./metadata";

/** Fields that say how a control plane is installed, and mean nothing where somebody else does it. */
const installationFields = [
  "resources",
  "logLevel",
  "logFormat",
  "images",
  "placement",
  "labels",
  "podAnnotations",
  "proxy",
  "cni",
  "usageReports",
  "values",
] as const satisfies readonly (keyof ControlPlaneDefinition)[];

/** What is said about the control plane has an effect, and is what Kubernetes takes. */
export function checkControlPlane(context: ValidationContext): void {
  const { controlPlane } = context.definition;
  if (controlPlane === undefined) return;
  if (controlPlane.management === Management.Existing) checkExisting(context, controlPlane);
  checkLabels(context, "controlPlane.labels", controlPlane.labels);
  checkLabels(context, "controlPlane.placement.nodeSelector", controlPlane.placement?.nodeSelector);
  checkMetadataKeys(context, "controlPlane.podAnnotations", controlPlane.podAnnotations);
  checkTolerations(context, controlPlane);
  checkParts(context, ["controlPlane", "resources"], controlPlane.resources);
  checkContainer(context, ["controlPlane.proxy", "resources"], controlPlane.proxy?.resources);
  for (const [chart, values] of Object.entries(controlPlane.values ?? {}))
    checkJson(context, ["controlPlane", "values", chart], values);
}

function checkExisting(context: ValidationContext, controlPlane: ControlPlaneDefinition): void {
  for (const field of installationFields) {
    if (controlPlane[field] === undefined) continue;
    report(context, ["controlPlane", field], {
      message: "has no effect",
      rule: "Whoever runs the control plane decides how it is installed, and here that is somebody else",
      fix: 'Leave it out, or write management: "installed"',
    });
  }
  if (controlPlane.crds === Management.Installed)
    report(context, ["controlPlane.crds"], {
      message: `contradicts controlPlane.management (got ${quote(controlPlane.crds)})`,
      rule: "CRDs belong to whoever runs the control plane that reads them",
      fix: "Leave it out",
    });
}

function checkTolerations(context: ValidationContext, { placement }: ControlPlaneDefinition): void {
  (placement?.tolerations ?? []).forEach(({ key, operator, value }, index) => {
    const at = (field: string) => ["controlPlane.placement", "tolerations", index, field] as const;
    if (operator === TolerationOperator.Exists && value !== undefined)
      report(context, at("value"), {
        message: `is compared with nothing (got ${quote(value)})`,
        rule: "The operator Exists asks only whether the key is there",
        fix: 'Leave it out, or write operator: "Equal"',
      });
    if (operator !== TolerationOperator.Exists && key === undefined)
      report(context, at("key"), {
        message: "is missing",
        rule: "Only the operator Exists takes every key",
        fix: 'Name the key, or write operator: "Exists" to tolerate every taint',
      });
  });
}

/** Values go through JSON into a chart; what JSON lacks would be lost on the way. */
function checkJson(context: ValidationContext, path: readonly (string | number)[], value: RawValue): void {
  if (Array.isArray(value)) {
    value.forEach((item, index) => {
      checkJson(context, [...path, index], item);
    });
    return;
  }
  const type: string = value === null ? "null" : typeof value;
  if (type === "object") {
    for (const [key, item] of Object.entries(value as Record<string, RawValue>))
      if (item !== undefined) checkJson(context, [...path, key], item);
    return;
  }
  if (["string", "boolean", "null"].includes(type) || Number.isFinite(value)) return;
  report(context, ["", ...path], {
    message: `is no JSON value (got a ${type === "number" ? String(value) : type})`,
    rule: "Values of charts are text, numbers, booleans, null, lists and maps",
    fix: "Correct the value",
  });
}
