import {
  Protocol,
  carriesRequests,
  quote,
  type Problem,
  type ResolvedMesh,
  type ResolvedService,
} from "../../../model";
import {
  chartVersionOf,
  compareVersions,
  testedChartVersion,
  unifiedBreakerVersion,
  versionLineOf,
  wholeRedirects,
} from "../versions";

/** Bounds of Linkerd and of the Gateway API beyond those of the model. What exceeds them would be ignored, and not be said. */
export function checkTrafficLimits(mesh: ResolvedMesh): Problem[] {
  return mesh.services.flatMap((service) => [
    ...connectionRoutes(mesh, service),
    ...headers(service),
    ...responsesOfCalls(service),
    ...redirects(mesh, service),
    ...breakers(mesh, service),
    ...penalties(mesh, service),
  ]);
}

function connectionRoutes({ controlPlane }: ResolvedMesh, service: ResolvedService): Problem[] {
  if (controlPlane.gatewayApi.channel === "experimental") return [];
  return service.routes
    .filter(({ protocol }) => !carriesRequests(protocol))
    .map(({ port, protocol, path }) => ({
      path: path === service.path ? `${path}.canary` : path,
      message: `shares out connections on port ${String(port)}, which speaks ${protocol}`,
      rule: "That is a TCPRoute of version v1alpha2, which the Gateway API serves in its experimental channel only",
      fix: `Set controlPlane.gatewayApi.channel to "experimental", which is also to be said where someone else installed the CRDs`,
    }));
}

function headers({ routes }: ResolvedService): Problem[] {
  const found = routes.flatMap(({ path, actions }) =>
    (["requestHeaders", "responseHeaders"] as const).flatMap((field) => {
      const { set = [], add = [], remove = [] } = actions[field] ?? {};
      return [...set.map(({ name }) => name), ...add.map(({ name }) => name), ...remove]
        .filter((name) => name.toLowerCase().startsWith("l5d-"))
        .map((name) => ({
          path: `${path}.${field}`,
          message: `changes a header of Linkerd's own (got ${quote(name)})`,
          rule: "Headers that begin with l5d- carry what Linkerd's proxies tell one another and their applications",
          fix: "Choose another name",
        }));
    }),
  );
  return once(found);
}

/** The controller takes the filter, the status says so, and the proxies refuse every policy of the port. */
function responsesOfCalls({ routes }: ResolvedService): Problem[] {
  return once(
    routes
      .filter(({ protocol, actions }) => protocol === Protocol.Grpc && actions.responseHeaders !== undefined)
      .map(({ path, port }) => ({
        path: `${path}.responseHeaders`,
        message: `changes responses of calls on port ${String(port)}`,
        rule: "Linkerd sends such a change to its proxies as a filter without a kind, by which they can read no policy of the port",
        fix: "Change the headers in the application, or limit the route to http and http2 ports",
      })),
  );
}

/** Rules of a route that the Gateway API allows. */
const rulesPerRoute = 16;

function redirects({ controlPlane }: ResolvedMesh, { routes }: ResolvedService): Problem[] {
  const version =
    controlPlane.gatewayApi.version ?? versionLineOf(chartVersion(controlPlane))?.gatewayApi.newest;
  const found = routes.flatMap(({ path, actions: { redirect }, rules }) => {
    const matches = rules.flatMap((rule) => rule.matches).length;
    const problems: Problem[] = [];
    if (redirect?.path?.type === "ReplacePrefixMatch" && matches > rulesPerRoute) {
      problems.push({
        path: `${path}.matches`,
        message: `are too many for a redirect that replaces a prefix (got ${String(matches)})`,
        rule: `Each match becomes a rule of its own, and the Gateway API allows ${String(rulesPerRoute)} rules in a route`,
        fix: "Split the route, or use ReplaceFullPath",
      });
    }
    if (redirect?.path?.type === "ReplacePrefixMatch" && redirect.path.value === "/") {
      problems.push({
        path: `${path}.redirect.path.value`,
        message: `would leave two slashes before the rest of the path (got "/")`,
        rule: "Linkerd's proxies set the new prefix before the rest as it is, and the rest begins with a slash",
        fix: "Redirect to a prefix below the root, or to each path by ReplaceFullPath",
      });
    }
    const early = version !== undefined && compareVersions(version, wholeRedirects) < 0;
    if (redirect && early && ![301, 302].includes(redirect.status)) {
      problems.push({
        path: `${path}.redirect.status`,
        message: `is not known to Gateway API ${version} (got ${String(redirect.status)})`,
        rule: `Before ${wholeRedirects} its CRDs are taken to know 301 and 302 only`,
        fix: "Use 301 or 302, or raise controlPlane.gatewayApi.version",
      });
    }
    return problems;
  });
  return once(found);
}

function breakers(mesh: ResolvedMesh, { circuitBreaking, path }: ResolvedService): Problem[] {
  if (!circuitBreaking) return [];
  const { successRate, honorRetryAfter } = circuitBreaking;
  const at = `${path}.circuitBreaking`;
  return [
    ...(successRate ? tooOld(mesh, `${at}.successRate`) : []),
    ...(successRate && successRate.windowMs < 10
      ? [
          {
            path: `${at}.successRate.window`,
            message: `is too short (got ${String(successRate.windowMs)} ms)`,
            rule: "Linkerd's proxies refuse a window below 10 ms, and with it every policy of the service",
            fix: `Write "10s", for example; below 1s its buckets are very coarse`,
          },
        ]
      : []),
    ...(honorRetryAfter && !successRate
      ? [
          {
            path: `${at}.honorRetryAfter`,
            message: "would be ignored without successRate",
            rule: "Linkerd reads Retry-After in its unified mode only, the one that counts rates of success",
            fix: "Add successRate, or remove honorRetryAfter",
          },
        ]
      : []),
  ];
}

/** The proxy keeps a penalty as milliseconds in 32 bits. */
const longestPenaltyMs = 2 ** 32 - 1;

function penalties(mesh: ResolvedMesh, { loadBalancing, path }: ResolvedService): Problem[] {
  const penalty = loadBalancing?.failurePenalty;
  if (!penalty) return [];
  const at = `${path}.loadBalancing.failurePenalty`;
  const tooLong = penalty.durationMs > longestPenaltyMs;
  return [
    ...tooOld(mesh, at),
    ...(tooLong
      ? [
          {
            path: `${at}.duration`,
            message: "is too long",
            rule: "Linkerd takes at most 49 days, and beyond that no penalty at all",
            fix: `Write "5s", for example`,
          },
        ]
      : []),
  ];
}

function tooOld({ controlPlane }: ResolvedMesh, path: string): Problem[] {
  const version = chartVersion(controlPlane);
  if (compareVersions(version, unifiedBreakerVersion) >= 0) return [];
  return [
    {
      path,
      message: `is not known to the control plane that is declared (got version ${quote(version)})`,
      rule: `Linkerd knows it from ${unifiedBreakerVersion} (edge-26.6.2) on, and ignores the annotations before`,
      fix: "Raise controlPlane.version, or remove it",
    },
  ];
}

/** What the declared version comes to; one that cannot be read is said elsewhere. */
function chartVersion({ version }: ResolvedMesh["controlPlane"]): string {
  return (version !== undefined && chartVersionOf(version)) || testedChartVersion;
}

/** A route of several ports is asked about on each of them. */
function once(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [problem.path + problem.message, problem])).values()];
}
