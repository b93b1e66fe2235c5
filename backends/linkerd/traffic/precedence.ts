import { Protocol, type Problem, type ResolvedRoute, type ResolvedService } from "../../../model";
import {
  canMeet,
  compareInGatewayApi,
  compareInLinkerd,
  contendersOf,
  isImplied,
  type Contender,
} from "./contender";
import { meetingPoints } from "./meeting-points";

/**
 * Linkerd ranks matches by path length, number of headers, number of query parameters, then method, and gives what still ties
 * to the older object. Gateway API, and the model with it, ranks an exact path before a prefix of the same length and a method
 * before headers. Where the two would take different routes, or age would decide, the definition is refused.
 */
export function checkPrecedence(service: ResolvedService): Problem[] {
  const ports = [...new Set(service.routes.map(({ port }) => port))];
  const problems = ports.flatMap((port) => {
    const routes = service.routes.filter((route) => route.port === port);
    return routes.length < 2 ? [] : disputesAmong(service, contendersOf(routes));
  });
  // Routes of several ports meet on each of them.
  return [...new Map(problems.map((problem) => [problem.path + problem.message, problem])).values()];
}

function disputesAmong(service: ResolvedService, contenders: readonly Contender[]): Problem[] {
  const grpc = contenders.some(({ route }) => route.protocol === Protocol.Grpc);
  const points = grpc ? sameMethods(contenders) : meetingPoints(contenders);
  return points.flatMap((point) =>
    point.flatMap((a, index) =>
      point
        .slice(index + 1)
        .filter((b) => a.route !== b.route && isDisputed(a, b) && !point.some((c) => settles(c, a, b)))
        .map((b) => problemOf(service, a.route, b.route)),
    ),
  );
}

/** gRPC matches of different services and methods rank alike in Linkerd and in Gateway API. */
function sameMethods(contenders: readonly Contender[]): Contender[][] {
  const byMethod = new Map<string, Contender[]>();
  for (const contender of contenders) {
    const key = JSON.stringify([contender.match.grpc?.service, contender.match.grpc?.method]);
    byMethod.set(key, [...(byMethod.get(key) ?? []), contender]);
  }
  return [...byMethod.values()];
}

function isDisputed({ match: a }: Contender, { match: b }: Contender): boolean {
  if (!canMeet(a, b)) return false;
  const [linkerd, gateway] = [Math.sign(compareInLinkerd(a, b)), Math.sign(compareInGatewayApi(a, b))];
  return linkerd === 0 || linkerd !== gateway;
}

/** Whether a third match takes all that two share, and ranks above both whoever ranks. */
function settles({ match: c }: Contender, { match: a }: Contender, { match: b }: Contender): boolean {
  return (
    isImplied(c, a, b) &&
    [a, b].every((other) => compareInLinkerd(c, other) > 0 && compareInGatewayApi(c, other) > 0)
  );
}

/** The problem stands at a route that is written; the one for everything else is not. */
function problemOf(service: ResolvedService, a: ResolvedRoute, b: ResolvedRoute): Problem {
  const [here, there] = b.path === service.path ? [a, b] : [b, a];
  return {
    path: `${here.path}.matches`,
    message: `meets route "${there.name}" of ${service.id} in requests that Linkerd gives to another route than Gateway API does, or to the older of the two`,
    rule: "Linkerd ranks by path length, headers, query, then method; exact and prefix of one path tie",
    fix: "Add a match for the requests that both take, with the method and headers of both, to the route that should have them",
  };
}
