import { Protocol, type MeshDefinition, type ServiceDefinition } from "../../model/definition";
import { shop } from "../components/shop";

/** A mesh of three services, of which the cart's callers wait at most as long as it is told. */
export function shopWithTimeout(
  timeout: string,
  more: Readonly<Record<string, ServiceDefinition>> = {},
): MeshDefinition {
  const { services, ...rest } = shop();
  return {
    ...rest,
    services: {
      ...services,
      "shop/cart": { ...services["shop/cart"], timeouts: { request: timeout } },
      "shop/stock": { ports: [{ port: 9000, protocol: Protocol.Http }], allow: [{ from: ["cart"] }] },
      ...more,
    },
  };
}

/** One service more. */
export const giftService: ServiceDefinition = {
  ports: [{ port: 8080, protocol: Protocol.Http }],
  allow: [{ from: ["web"] }],
  timeouts: { request: "2s" },
};

/** Names of the resources that it consists of, as `shop/gift`, sorted. */
export const giftNames = [
  "demo:shop/gift",
  "demo:shop/gift:AuthorizationPolicy:shop/gift.8080.identities",
  "demo:shop/gift:HTTPRoute:shop/gift.8080.out.default",
  "demo:shop/gift:MeshTLSAuthentication:shop/gift.8080.identities",
  "demo:shop/gift:Server:shop/gift.8080",
];
