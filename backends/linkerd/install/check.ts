import {
  Availability,
  DefaultAccess,
  didYouMean,
  joinPath,
  Management,
  MetricsDiscovery,
  quote,
  type Problem,
  type ResolvedMesh,
} from "../../../model";
import { checkVersions } from "./check-versions";
import { cniNamespace, consoleNamespace, controlPlaneNamespace } from "../names";
import { checkChartValues, installsCni, installsConsole } from "./charts";
import { consoleParts } from "./console";
import { controlPlaneParts } from "./control-plane-values";

/** What about the control plane and its extensions cannot be carried out. */
export function checkInstallation(mesh: ResolvedMesh): Problem[] {
  return [
    ...checkVersions(mesh.controlPlane),
    ...checkParts(mesh),
    ...checkDefaultAccess(mesh),
    ...checkPodAnnotations(mesh),
    ...checkInjectorSelector(mesh),
    ...checkExisting(mesh),
    ...checkNamespaces(mesh),
    ...checkChartValues(mesh),
  ];
}

function checkParts({ controlPlane, console }: ResolvedMesh): Problem[] {
  return [
    ...unknownParts(Object.keys(controlPlaneParts), controlPlane.resources, ["controlPlane"]),
    ...unknownParts(Object.keys(consoleParts), console?.resources ?? {}, ["observability", "console"]),
  ];
}

function unknownParts(known: readonly string[], given: object, owner: readonly string[]): Problem[] {
  return Object.keys(given)
    .filter((part) => !known.includes(part))
    .map((part) => ({
      path: joinPath(...owner, "resources", part),
      message: `is not a part of Linkerd (got ${quote(part)})`,
      rule: `Parts are ${known.join(", ")}`,
      fix: didYouMean(part, known) || "Leave it out",
    }));
}

function checkDefaultAccess({ controlPlane }: ResolvedMesh): Problem[] {
  if (controlPlane.proxy.defaultAccess !== DefaultAccess.SameNamespace) return [];
  return [
    {
      path: "controlPlane.proxy.defaultAccess",
      message: `cannot be had for namespaces outside the definition (got ${quote(DefaultAccess.SameNamespace)})`,
      rule: "Linkerd knows the callers of a namespace only by an authorization inside it",
      fix: 'List the namespace under namespaces, or write "deny", "mesh" or "all"',
    },
  ];
}

/** Annotations that decide how Linkerd works, or that this package keeps for itself. */
const reserved = /(^|[./])linkerd\.io\/|^pulumi-service-mesh\//;

function checkPodAnnotations({ controlPlane }: ResolvedMesh): Problem[] {
  return Object.keys(controlPlane.podAnnotations)
    .filter((key) => reserved.test(key))
    .map((key) => ({
      path: joinPath("controlPlane", "podAnnotations", key),
      message: `is Linkerd's or this package's own (got ${quote(key)})`,
      rule: "Annotations of linkerd.io and pulumi-service-mesh decide how the control plane works",
      fix: "Leave it out",
    }));
}

/** With admission that fails closed, an injector that is down must not keep the cluster's own pods from starting. */
function checkInjectorSelector({ controlPlane }: ResolvedMesh): Problem[] {
  const values = controlPlane.values["linkerd-control-plane"] ?? {};
  const injector = (values["proxyInjector"] ?? {}) as Record<string, unknown>;
  const selector = injector["namespaceSelector"];
  if (
    controlPlane.management === Management.Existing ||
    controlPlane.availability !== Availability.High ||
    selector === undefined ||
    leavesOut(selector, "kube-system")
  )
    return [];
  return [
    {
      path: joinPath("controlPlane", "values", "linkerd-control-plane", "proxyInjector", "namespaceSelector"),
      message: "does not leave out kube-system",
      rule: 'With availability "high" nothing starts in a selected namespace while the injector is down, which needs kube-system to come up',
      fix: "Add the expression: kubernetes.io/metadata.name NotIn kube-system",
    },
  ];
}

interface LabelExpression {
  readonly key?: unknown;
  readonly operator?: unknown;
  readonly values?: unknown;
}

function leavesOut(selector: unknown, namespace: string): boolean {
  const expressions = (selector as { matchExpressions?: unknown } | null)?.matchExpressions;
  return (
    Array.isArray(expressions) &&
    (expressions as (LabelExpression | null)[]).some(
      (expression) =>
        expression?.key === "kubernetes.io/metadata.name" &&
        expression.operator === "NotIn" &&
        Array.isArray(expression.values) &&
        expression.values.includes(namespace),
    )
  );
}

/** The chart has PodMonitors and traces among its values, so that somebody else's installation decides about them. */
function checkExisting({ controlPlane, metrics, tracing }: ResolvedMesh): Problem[] {
  if (controlPlane.management === Management.Installed) return [];
  const rule = "In Linkerd it is a matter of the control plane's installation, which is somebody else's here";
  return [
    ...(metrics.discovery === MetricsDiscovery.PodMonitor
      ? [
          {
            path: "observability.metrics.discovery",
            message: `has no effect on an existing control plane (got ${quote(metrics.discovery)})`,
            rule,
            fix: 'Write "scrape-configuration", or have podMonitor.enabled set where Linkerd is installed',
          },
        ]
      : []),
    ...(tracing === undefined
      ? []
      : [
          {
            path: "observability.tracing",
            message: "has no effect on an existing control plane",
            rule,
            fix: "Leave it out, and have proxy.tracing set where Linkerd is installed",
          },
        ]),
  ];
}

/** Namespaces that are made for parts of the mesh belong to nobody else. */
function checkNamespaces(mesh: ResolvedMesh): Problem[] {
  if (mesh.controlPlane.management === Management.Existing) return [];
  const parts: (readonly [path: string, name: string])[] = [
    ["controlPlane.namespace", controlPlaneNamespace(mesh)],
    ...(installsCni(mesh) ? [["controlPlane.cni.namespace", cniNamespace(mesh)] as const] : []),
    ...(installsConsole(mesh) ? [["observability.console.namespace", consoleNamespace(mesh)] as const] : []),
  ];
  const owners = new Map(mesh.namespaces.map(({ name, path }) => [name, path]));
  return parts.flatMap(([path, name]) => {
    const owner = owners.get(name);
    owners.set(name, path);
    if (owner === undefined) return [];
    return [
      {
        path,
        message: `is another namespace of the definition (got ${quote(name)}, which is ${owner})`,
        rule: "Control plane and extensions have namespaces of their own, with other rights than an application's",
        fix: "Choose another name for one of them",
      },
    ];
  });
}
