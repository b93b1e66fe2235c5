import type { Rank } from "./best";
import type { ProxyRequest } from "./request";
import { matchesValue, type ValueCondition } from "./values";

/** A match of a GRPCRoute. */
export interface GrpcMatch {
  readonly method?: { readonly type?: string; readonly service?: string; readonly method?: string };
  readonly headers?: readonly ValueCondition[];
}

/** A rule without matches takes every request, also those that are no gRPC calls. */
export const grpcWithoutMatches: Rank = [0, 0, 0];

/** Length of the service's name, length of the method's name, number of headers. */
export function rankGrpc(match: GrpcMatch, request: ProxyRequest): Rank | undefined {
  if (request.method !== "POST") return undefined;
  const [before, service, method] = request.path.split("/");
  if (before !== "" || service === undefined || method === undefined) return undefined;
  const wanted = match.method ?? {};
  if (wanted.service !== undefined && wanted.service !== service) return undefined;
  if (wanted.method !== undefined && wanted.method !== method) return undefined;
  const headers = match.headers ?? [];
  const sameHeader = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
  if (!headers.every((header) => matchesValue(header, request.headers, sameHeader))) return undefined;
  return [wanted.service?.length ?? 0, wanted.method?.length ?? 0, headers.length];
}
