import { quote, type Problem, type ResolvedMesh } from "../../model";
import { isDnsLabel } from "../../model/values/names";
import { checkAmbiguousAccess } from "./access/ambiguity";
import { checkProxySettings } from "./proxy-settings/check";
import { checkPrecedence } from "./traffic/precedence";
import {
  chartVersionShape,
  compareVersions,
  gatewayApi,
  oldestKubernetes,
  testedChartVersion,
} from "./versions";

/** What Linkerd cannot carry out although each feature by itself is supported. */
export function check(mesh: ResolvedMesh): Problem[] {
  return [
    ...checkVersions(mesh),
    ...checkServiceAccounts(mesh),
    ...checkAmbiguousAccess(mesh),
    ...checkProxySettings(mesh),
    ...mesh.services.flatMap(checkPrecedence),
  ];
}

function checkVersions({ controlPlane }: ResolvedMesh): Problem[] {
  const problems: Problem[] = [];
  const { version, kubernetesVersion } = controlPlane;
  if (version !== undefined && !chartVersionShape.test(version)) {
    problems.push({
      path: "controlPlane.version",
      message: `is not a version of Linkerd's charts (got ${quote(version)})`,
      rule: "Charts of edge releases are numbered year.month.number",
      fix: `Write "${testedChartVersion}" for edge-26.8.3, for example`,
    });
  }
  const gateway = controlPlane.gatewayApi.version;
  if (gateway !== undefined && outside(gateway, gatewayApi.oldest, gatewayApi.newest)) {
    problems.push({
      path: "controlPlane.gatewayApi.version",
      message: `is not supported by Linkerd (got ${quote(gateway)})`,
      rule: `Linkerd reads Gateway API ${gatewayApi.oldest} to ${gatewayApi.newest}; routes of another version are skipped silently`,
      fix: `Write "${gatewayApi.newest}", or leave it out`,
    });
  }
  if (compareVersions(kubernetesVersion, oldestKubernetes) < 0) {
    problems.push({
      path: "controlPlane.kubernetesVersion",
      message: `is too old for Linkerd's charts (got ${quote(kubernetesVersion)})`,
      rule: `They need Kubernetes ${oldestKubernetes} or newer`,
      fix: "Declare the version of your cluster, and upgrade it if that is the one",
    });
  }
  return problems;
}

function outside(version: string, oldest: string, newest: string): boolean {
  return compareVersions(version, oldest) < 0 || compareVersions(version, newest) > 0;
}

/** Kubernetes allows dots in names of service accounts; Linkerd's identity controller issues no certificate for them. */
function checkServiceAccounts({ services }: ResolvedMesh): Problem[] {
  return services.flatMap(({ path, serviceAccount }) =>
    isDnsLabel(serviceAccount)
      ? []
      : [
          {
            path: `${path}.serviceAccount`,
            message: `cannot be an identity in Linkerd (got ${quote(serviceAccount)})`,
            rule: "Linkerd gives certificates only to service accounts that are DNS labels, without dots",
            fix: "Rename the service account",
          },
        ],
  );
}
