import { quote, type Problem, type ResolvedMesh } from "../../model";
import { isDnsLabel } from "../../model/values/names";
import { checkAmbiguousAccess } from "./access/ambiguity";
import { checkEgress } from "./egress/check";
import { checkExports } from "./multicluster/exports";
import { checkProxySettings } from "./proxy-settings/check";
import { checkTrafficLimits } from "./traffic/limits";
import { checkPrecedence } from "./traffic/precedence";
import { checkInstallation } from "./install/check";

/** What Linkerd cannot carry out although each feature by itself is supported. */
export function check(mesh: ResolvedMesh): Problem[] {
  return [
    ...checkInstallation(mesh),
    ...checkServiceAccounts(mesh),
    ...checkAmbiguousAccess(mesh),
    ...checkProxySettings(mesh),
    ...checkEgress(mesh),
    ...checkExports(mesh),
    ...mesh.services.flatMap(checkPrecedence),
    ...checkTrafficLimits(mesh),
  ];
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
