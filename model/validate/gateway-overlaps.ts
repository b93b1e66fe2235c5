import type { GatewayListener, GatewayRoute } from "../definition";
import { quote } from "../problem";
import type { EntryKind } from "../resolve/resolved-gateway";
import { hostsMeet } from "../values/hosts";
import { report, type ValidationContext } from "./context";
import { canonical } from "./routes";

/** A route with what it is taken for. */
export interface RouteUnderCheck {
  readonly route: GatewayRoute;
  readonly kind: EntryKind;
  readonly listeners: readonly GatewayListener[];
  readonly path: string;
}

/** Of two routes that take the same, chance would decide. */
export function checkOverlaps(context: ValidationContext, routes: readonly RouteUnderCheck[]): void {
  routes.forEach((later, index) => {
    for (const earlier of routes.slice(0, index)) {
      const shared = later.listeners.filter((listener) => earlier.listeners.includes(listener));
      const mixed = shared.find((listener) => mixes(earlier, later, listener));
      if (mixed) reportMixture(context, earlier, later, mixed);
      else if (earlier.kind === later.kind) checkSame(context, earlier, later, shared);
    }
  });
}

const everyHost = "";

function hostsOf({ hostnames }: GatewayRoute, { hostname = everyHost }: GatewayListener): readonly string[] {
  return hostnames ?? [hostname];
}

function meet(a: string, b: string): boolean {
  return a === everyHost || b === everyHost || hostsMeet(a, b);
}

/** HTTP and gRPC are both requests, and Gateway API lets a host of a listener have routes of one of the two only. */
function mixes(earlier: RouteUnderCheck, later: RouteUnderCheck, listener: GatewayListener): boolean {
  return (
    earlier.kind !== later.kind &&
    hostsOf(earlier.route, listener).some((a) => hostsOf(later.route, listener).some((b) => meet(a, b)))
  );
}

function reportMixture(
  context: ValidationContext,
  earlier: RouteUnderCheck,
  later: RouteUnderCheck,
  listener: GatewayListener,
): void {
  report(context, [later.path], {
    message: `takes hosts of listener ${quote(listener.name)} that route ${quote(earlier.route.name)} takes, which is one of another kind`,
    rule: "A host of a listener has routes of HTTP requests or of gRPC calls: of two kinds a gateway takes one and refuses the other",
    fix: "Give each kind hostnames of its own",
  });
}

function checkSame(
  context: ValidationContext,
  earlier: RouteUnderCheck,
  later: RouteUnderCheck,
  shared: readonly GatewayListener[],
): void {
  const places = shared.flatMap((listener) => {
    const taken = hostsOf(earlier.route, listener);
    return hostsOf(later.route, listener)
      .filter((host) => taken.includes(host))
      .map((host) => ({ listener, host }));
  });
  const [place] = places;
  if (!place) return;
  const known = (earlier.route.matches ?? [{}]).map(canonical);
  (later.route.matches ?? [{}]).forEach((match, index) => {
    if (!known.includes(canonical(match))) return;
    const at = later.route.matches ? (["matches", index] as const) : [];
    report(context, [later.path, ...at], {
      message: `takes the same as route ${quote(earlier.route.name)} (on listener ${quote(place.listener.name)}, ${place.host || "every host"})`,
      rule: "Of two equal matches only one can be taken",
      fix: "Remove one, or narrow it",
    });
  });
}
