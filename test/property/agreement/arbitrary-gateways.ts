import fc from "fast-check";
import type { GatewayDefinition, GatewayRoute } from "../../../model";
import { oneOf } from "./arbitraries";
import { pools } from "./pools";

/** Routes by path; some lead to services without that port, or to several sorts of ports, and are therefore refused. */
function routeTo(services: readonly string[]): fc.Arbitrary<GatewayRoute> {
  return fc.record(
    {
      name: oneOf(pools.routeNames),
      matches: fc.tuple(fc.record({ path: fc.record({ value: oneOf(pools.paths) }) })),
      backends: fc.tuple(fc.record({ service: oneOf(services), port: fc.constant(80) })),
    },
    { requiredKeys: ["name", "backends"] },
  );
}

/** Every gateway that access rules may name. Their routes are for another controller and change nothing about the mesh's. */
export function gatewaysTo(services: readonly string[]): fc.Arbitrary<Record<string, GatewayDefinition>> {
  const gateway = (id: string): fc.Arbitrary<GatewayDefinition> =>
    fc.array(routeTo(services), { maxLength: 2 }).map((routes) => ({
      gatewayClass: "class",
      serviceAccount: `${id.split("/")[0] ?? ""}/x`,
      listeners: [{ name: "http", port: 80, protocol: "HTTP" as const }],
      routes,
    }));
  return fc
    .tuple(...pools.gateways.map(gateway))
    .map((list) => Object.fromEntries(list.map((each, index) => [pools.gateways[index] ?? "", each])));
}
