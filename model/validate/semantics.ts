import type { MeshDefinition } from "../definition";
import type { Problem } from "../problem";
import type { ServiceId } from "../values/names";
import { checkAccess } from "./access";
import { checkCanaries } from "./canary";
import { createContext, type DeclaredService, type ValidationContext } from "./context";
import { checkControlPlane } from "./control-plane";
import { checkEgress } from "./egress";
import { checkGateways } from "./gateways";
import { checkGatewayRoutes } from "./gateway-routes";
import { checkJwtProviders } from "./jwt";
import { checkLoadBalancing } from "./load-balancing";
import { checkExports } from "./exports";
import { checkNames } from "./names";
import { checkObservability } from "./observability";
import { checkPorts } from "./ports";
import { checkProbes } from "./probes";
import { checkProxies } from "./proxies";
import { checkRateLimits } from "./rate-limit";
import { checkRouteActions } from "./route-actions";
import { checkRoutes } from "./routes";
import { checkSelectors } from "./selectors";
import { checkTraffic } from "./traffic";
import { checkTrust } from "./trust";
import { checkWorkloads } from "./workloads";

const checks: readonly ((context: ValidationContext) => void)[] = [
  checkNames,
  checkSelectors,
  checkPorts,
  checkAccess,
  checkJwtProviders,
  checkProbes,
  checkRoutes,
  checkRouteActions,
  checkTraffic,
  checkLoadBalancing,
  checkCanaries,
  checkRateLimits,
  checkTrust,
  checkProxies,
  checkEgress,
  checkExports,
  checkGateways,
  checkGatewayRoutes,
  checkWorkloads,
  checkControlPlane,
  checkObservability,
];

/**
 * Checks what types cannot say: references, ambiguities and contradictions between parts.
 * @param declared every service of the input, also those whose content was unusable
 * @param declaredGateways the same of gateways
 */
export function checkSemantics(
  definition: MeshDefinition,
  declared: ReadonlyMap<ServiceId, DeclaredService>,
  declaredGateways: ReadonlySet<string>,
): Problem[] {
  const context = createContext(definition, declared, declaredGateways);
  for (const check of checks) check(context);
  return context.problems;
}
