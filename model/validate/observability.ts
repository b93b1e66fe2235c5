import {
  Injection,
  Management,
  MetricsDiscovery,
  type ConsoleDefinition,
  type ObservabilityDefinition,
} from "../definition";
import { defaults } from "../defaults";
import { didYouMean, quote } from "../problem";
import { checkParts } from "./container";
import { report, type ValidationContext } from "./context";
import { checkLabels } from "./metadata";
import { hasOwn } from "../values/own";

/** What is said about metrics, logs, dashboards and the console has an effect. */
export function checkObservability(context: ValidationContext): void {
  const { observability } = context.definition;
  if (observability === undefined) return;
  checkMetrics(context, observability);
  checkAccessLogs(context, observability);
  checkLabels(context, "observability.dashboards.labels", observability.dashboards?.labels);
  if (observability.console) checkConsole(context, observability.console);
  checkParts(context, ["observability.console", "resources"], observability.console?.resources);
}

function checkMetrics(context: ValidationContext, { metrics }: ObservabilityDefinition): void {
  const discovery = metrics?.discovery ?? defaults.metricsDiscovery;
  if (metrics?.scrapeNamespace === undefined || discovery === MetricsDiscovery.ScrapeConfiguration) return;
  report(context, ["observability.metrics.scrapeNamespace"], {
    message: `has no effect (got ${quote(metrics.scrapeNamespace)})`,
    rule: `Only a scrape configuration is put into a namespace, and metrics.discovery is "${discovery}"`,
    fix: 'Leave it out, or write discovery: "scrape-configuration"',
  });
}

function checkAccessLogs(context: ValidationContext, { accessLogs }: ObservabilityDefinition): void {
  const { namespaces } = context.definition;
  (accessLogs?.namespaces ?? []).forEach((name, index) => {
    const at = ["observability.accessLogs", "namespaces", index] as const;
    if (!hasOwn(namespaces, name))
      report(context, at, {
        message: `is not a namespace of the mesh (got ${quote(name)})`,
        rule: "Proxies write access logs, and other namespaces have none",
        fix: didYouMean(name, Object.keys(namespaces)) || "List it under namespaces, or leave it out",
      });
    else if (!mayHaveProxies(context, name))
      report(context, at, {
        message: `is a namespace without proxies (got ${quote(name)})`,
        rule: "Proxies write access logs, and its injection is disabled",
        fix: "Leave it out",
      });
  });
}

function mayHaveProxies({ definition, services }: ValidationContext, name: string): boolean {
  if (definition.namespaces[name]?.injection !== Injection.Disabled) return true;
  return services.some(
    (service) => service.namespace === name && service.definition.injection === Injection.Enabled,
  );
}

function checkConsole(context: ValidationContext, console: ConsoleDefinition): void {
  const controlPlane = context.definition.controlPlane?.management ?? defaults.management;
  const management = console.management ?? controlPlane;
  if (management === Management.Installed && controlPlane === Management.Existing) {
    report(context, ["observability.console.management"], {
      message: `contradicts controlPlane.management (got ${quote(management)})`,
      rule: "The console's certificates come from whoever holds the mesh's root, which is somebody else here",
      fix: 'Write "existing", or leave it out',
    });
  }
  if (management === Management.Installed) return;
  for (const field of ["availability", "resources"] as const) {
    if (console[field] === undefined) continue;
    report(context, ["observability.console", field], {
      message: "has no effect",
      rule: "Whoever runs the console decides how it is installed, and here that is somebody else",
      fix: 'Leave it out, or write management: "installed"',
    });
  }
}
