import { quote, type Problem, type ResolvedMesh } from "../../model";
import { isDnsLabel } from "../../model/values/names";
import { checkGatewayChannel } from "../gateway-api/check";
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
    ...checkGatewayChannel(mesh),
    ...mesh.services.flatMap(checkPrecedence),
    ...checkTrafficLimits(mesh),
  ];
}

/** Kubernetes allows dots in names of service accounts; Linkerd's identity controller issues no certificate for them. */
function checkServiceAccounts({ services, gateways }: ResolvedMesh): Problem[] {
  const accounts = [
    ...services.map(({ path, serviceAccount }) => ({ path, name: serviceAccount })),
    ...gateways.map(({ path, serviceAccount }) => ({ path, name: serviceAccount.name })),
  ];
  return accounts
    .filter(({ name }) => !isDnsLabel(name))
    .map(({ path, name }) => ({
      path: `${path}.serviceAccount`,
      message: `cannot be an identity in Linkerd (got ${quote(name)})`,
      rule: "Linkerd gives certificates only to service accounts that are DNS labels, without dots",
      fix: "Rename the service account",
    }));
}
