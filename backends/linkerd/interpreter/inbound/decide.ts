import { findBest } from "../matching/best";
import { grpcWithoutMatches, rankGrpc } from "../matching/grpc";
import { httpWithoutMatches, rankHttp } from "../matching/http";
import type { ProxyRequest } from "../matching/request";
import { fromLocalhost, isAuthorized, type Authorization, type Client } from "./authorizations";
import type { InboundPolicy } from "./policy";

/** What a proxy does with a request or a connection that arrives. */
export type InboundDecision =
  | { readonly outcome: "allowed"; readonly route: string | undefined; readonly authorization: string }
  /** HTTP 403, gRPC PERMISSION_DENIED, or a closed connection. */
  | { readonly outcome: "denied"; readonly route: string | undefined }
  /** HTTP 404, gRPC NOT_FOUND: routes are attached and none matches. */
  | { readonly outcome: "no-route" };

/**
 * Decides as the proxy does: the best route first, then its authorizations together with the Server's. There is no second try
 * with a lesser route.
 */
export function decideInbound(policy: InboundPolicy, client: Client, request: ProxyRequest): InboundDecision {
  const { protocol, authorizations } = policy;
  if (protocol.kind === "opaque" || protocol.kind === "tls") return settle(undefined, authorizations, client);
  const best =
    protocol.kind === "grpc"
      ? findBest(protocol.routes, request, rankGrpc, grpcWithoutMatches)
      : findBest(protocol.routes, request, rankHttp, httpWithoutMatches);
  if (!best) return { outcome: "no-route" };
  return settle(best.route.name, [...best.route.authorizations, ...authorizations], client);
}

function settle(
  route: string | undefined,
  authorizations: readonly Authorization[],
  client: Client,
): InboundDecision {
  const authorization = [...authorizations, fromLocalhost].find((each) => isAuthorized(each, client));
  return authorization
    ? { outcome: "allowed", route, authorization: authorization.name }
    : { outcome: "denied", route };
}
