const namespaces = ["a", "b", "a-b"] as const;
const names = ["x", "y", "x-y"] as const;
const accounts = ["x", "y", "ops"] as const;

function pairs(left: readonly string[], right: readonly string[]): string[] {
  return left.flatMap((a) => right.map((b) => `${a}/${b}`));
}

/** Few values of everything, each a prefix of another or nearly equal to it, so that collisions are frequent. */
export const pools = {
  namespaces,
  names,
  accounts,
  services: pairs(namespaces, names),
  /** The last is the console's own Prometheus, in the namespace that arbitrary meshes give it. */
  identities: [...pairs([...namespaces, "c"], [...accounts, "x-y"]), "c/prometheus"],
  /** Each has the identity of account x in its namespace. */
  gateways: ["a/in", "b/in"],
  /** Some are opaque ports by Linkerd's default. */
  ports: [80, 81, 8080, 3306, 6379],
  paths: ["/", "/a", "/a/", "/ab", "/a/b", "/a/b/c", "/b"],
  pathExpressions: ["/a.*", "/a|/ab", "/.*", "/b/[0-9]+", "/(a|ab)"],
  methods: ["GET", "POST", "PUT"] as const,
  grpcServices: ["s", "s.t", "st", "grpc.health.v1.Health"],
  grpcMethods: ["M", "N", "Check"],
  headerNames: ["x", "X", "x-y"],
  values: ["1", "12", "2"],
  expressions: ["1|12", "1.*", "[23]"],
  routeNames: ["r", "r-a", "s"],
  ranges: [
    { cidr: "10.0.0.0/8", inside: ["10.1.0.0/16", "10.1.2.0/24"] },
    { cidr: "10.1.0.0/16", inside: ["10.1.2.0/24"] },
    { cidr: "0.0.0.0/0", inside: ["10.0.0.0/8"] },
    { cidr: "192.168.0.0/16", inside: [] },
    { cidr: "fd00::/8", inside: ["fd00:1::/32"] },
  ],
  hosts: ["a.example", "b.a.example", "*.a.example", "*.example", "c.example"],
  askedHosts: ["a.example", "b.a.example", "c.b.a.example", "A.example", "other.test"],
  externalPorts: [80, 443, 5432],
  /** Some lie in others, also in ways that Linkerd's count of addresses would get wrong. */
  externalRanges: [
    "203.0.113.0/24",
    "203.0.113.0/30",
    "203.0.113.0/31",
    "198.51.0.0/16",
    "2001:db8::/32",
    "2001:db8:1::/48",
    "2001:db8:1::/112",
  ],
  externalAddresses: [
    "203.0.113.1",
    "203.0.113.3",
    "203.0.113.9",
    "198.51.100.1",
    "8.8.8.8",
    "10.1.2.3",
    "2001:db8::1",
    "2001:db8:1::1",
    "2001:db8:1:1::1",
    "2600::1",
    "fd00::1",
  ],
  addresses: [
    "10.0.0.1",
    "10.1.0.1",
    "10.1.2.3",
    "192.168.1.1",
    "8.8.8.8",
    "fd00::1",
    "fd00:1::1",
    "2001:db8::1",
  ],
};
