import type { MeshDefinition } from "../../model";
import { cartWith } from "./definition";

export const gatewayPath = 'gateways["shop/public"]';

const listeners = [
  { name: "http", port: 80, protocol: "HTTP" },
  { name: "https", port: 443, protocol: "HTTPS", certificates: [{ name: "shop-tls" }] },
];

/** A gateway `shop/public` before a cart that lets it in, with the fields given in place of its own. */
export function gatewayWith(gateway: object, rest: object = {}, cart: object = {}): MeshDefinition {
  const gateways = {
    "shop/public": { gatewayClass: "edge", serviceAccount: "shop/edge", listeners, ...gateway },
  };
  return cartWith({ allow: [{ fromGateways: ["public"] }], ...cart }, { gateways, ...rest });
}

/** The same with routes of its own. */
export function routed(...routes: readonly object[]): MeshDefinition {
  return gatewayWith({ routes });
}
