import { constructed, refused, type Trap } from "./trap";

const area = "Egress";

/** What becomes of calls to the outside. */
export const egressTraps: readonly Trap[] = [
  {
    id: "size-of-networks",
    area,
    what: "Of EgressNetworks that overlap the smallest holds, but sizes are counted modulo 2^64 and a /30 is as large as a /31: of IPv6 ranges age or name decides.",
    prevention: constructed("EgressNetworks leave out what lies in a smaller one"),
    test: "trap: ranges never overlap, because Linkerd counts IPv6 addresses modulo 2^64 and a /30 like a /31",
  },
  {
    id: "egress-parent-without-port",
    area,
    what: "A route for an EgressNetwork without a port is denied, and a TLS or TCP route without a backend is skipped.",
    prevention: constructed("Routes name port and backend"),
    test: "trap: a route on an EgressNetwork names its port, and TLS and TCP routes name their backend",
  },
  {
    id: "experimental-routes",
    area,
    what: "TLSRoute and TCPRoute are read as v1alpha2, which the standard channel of the Gateway API does not serve.",
    prevention: constructed("They are rendered in that version, and refused unless the channel is declared"),
    test: "trap: TLS and TCP routes need the experimental channel, in the version that Linkerd reads",
  },
  {
    id: "egress-within-the-cluster",
    area,
    what: "An EgressNetwork that overlaps clusterNetworks is not accepted, nor is any route on it.",
    prevention: refused("externalServices.office.networks[0]"),
    test: "trap: an EgressNetwork within the cluster's addresses is not accepted",
  },
  {
    id: "one-kind-of-route-a-port",
    area,
    what: "Of several kinds of routes on one port of an EgressNetwork only one is applied.",
    prevention: refused("externalServices.api.ports[0].protocol"),
    test: "trap: of several kinds of routes on one port only one would be applied",
  },
  {
    id: "bytes-carry-no-host",
    area,
    what: "A TCPRoute on the EgressNetwork of all addresses opens its port to every one of them.",
    prevention: refused("externalServices.database.ports[0].protocol"),
    test: "refuses bytes to a host, which would open the port to every address",
  },
  {
    id: "egress-around-the-proxy",
    area,
    what: "Ports 4567 and 4568 go around every proxy by default, and past every EgressNetwork.",
    prevention: constructed("With registry-only the list is emptied unless the definition says one"),
    test: "trap: ports that go around every proxy by default would be a way out",
  },
  {
    id: "own-networks-come-outright",
    area,
    what: "One EgressNetwork in the caller's namespace puts all of those for every namespace out of force, also for addresses that it does not hold.",
    prevention: constructed("Each namespace gets networks that hold every address outside the cluster"),
    test: "trap: an EgressNetwork of the caller's namespace comes outright before those for all, so each namespace has its own",
  },
];
