import { hasHostBits, parseCidr } from "../values/cidr";
import { fromCompound, parseDuration } from "../values/duration";
import { parsePortRange } from "../values/port-range";
import { isDnsLabel, isDnsSubdomain, splitServiceId } from "../values/names";

/** A named shape of text: how to check it, how to say the rule, and what to write instead. */
export interface TextFormat {
  readonly accepts: (text: string) => boolean;
  readonly rule: string;
  readonly fix: (text: string) => string;
}

const exponent = "(([KMGTPE]i)|[numkMGTPE]|([eE][+-]?\\d+))?";
const quantity = new RegExp(`^(\\d+(\\.\\d*)?|\\.\\d+)${exponent}$`);
const grpcService = /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/;
const grpcMethod = /^[A-Za-z_]\w*$/;
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}$/;
const logLevel = "(off|error|warn|info|debug|trace)";
const logDirective = `(${logLevel}|[a-zA-Z_][\\w:]*(\\[[^\\],]*\\])?=${logLevel})`;
const logFilter = new RegExp(`^${logDirective}(,${logDirective})*$`);
const headerValue = /^[!-~]+([\t ]?[!-~]+)*$/;
const version = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;

const longestHeaderValue = 4096;
const longestLabel = 63;
const longestMeshName = 40;

function toLabel(text: string, longest: number): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, "-")
    .slice(0, longest)
    .replace(/^-+|-+$/g, "");
}

/** Advises the nearest spelling of names that are joined by the separator. */
function namesFix(text: string, separator: string, longest = longestLabel): string {
  const parts = (separator === "" ? [text] : text.split(separator)).map((part) => toLabel(part, longest));
  const candidate = parts.join(separator);
  return parts.includes("") || candidate === text
    ? "Choose another name"
    : `Write ${JSON.stringify(candidate)}, for example`;
}

function durationFix(text: string): string {
  const singleUnit = fromCompound(text);
  if (singleUnit !== undefined) return `Write "${singleUnit}"`;
  if (text.startsWith("-")) return "A time cannot be negative; leave the field out for no limit";
  return /^\d+$/.test(text) ? `Add the unit: "${text}ms" or "${text}s"` : `Write "5s", for example`;
}

function cidrFix(text: string): string {
  const range = parseCidr(text);
  if (range)
    return `The address has bits set beyond the first ${String(range.prefixLength)}; write the first address of the range`;
  const single = text.includes(":") ? `${text}/128` : `${text}/32`;
  return parseCidr(single) ? `Write "${single}" for one address` : `Write "10.0.0.0/8", for example`;
}

/** A host is there, and nothing that is known to the caller alone: no user, password or fragment. */
function isHttpsUrl(text: string): boolean {
  return URL.canParse(text) && /^https:\/\/[^/?#@\s]+(\/[^#\s]*)?$/.test(text);
}

function serviceReferenceFix(text: string): string {
  return text.split("/").length > 2 ? "Name a namespace and a service" : namesFix(text, "/");
}

function isServiceReference(text: string): boolean {
  return text.includes("/") ? splitServiceId(text) !== undefined : isDnsLabel(text);
}

function isServiceAccountReference(text: string): boolean {
  const [namespace, name, ...rest] = text.split("/");
  return (
    rest.length === 0 &&
    namespace !== undefined &&
    name !== undefined &&
    isDnsLabel(namespace) &&
    isDnsSubdomain(name)
  );
}

const registry = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/;
const hostAndPort = /^([a-z0-9]([a-z0-9.-]*[a-z0-9])?):(\d{1,5})$/;

function isHostAndPort(text: string): boolean {
  const [, host = "", , port = ""] = hostAndPort.exec(text) ?? [];
  return isDnsSubdomain(host) && Number(port) >= 1 && Number(port) <= 65_535;
}

function isHttpAddress(text: string): boolean {
  if (!/^https?:\/\/[^\s/]/.test(text) || !URL.canParse(text)) return false;
  const { username, password, search, hash } = new URL(text);
  return username === "" && password === "" && search === "" && hash === "";
}

/** Every `format` that the JSON Schema of the definition uses. */
export const formats: Readonly<Record<string, TextFormat>> = {
  "gep-2257-duration": {
    accepts: (text) => parseDuration(text) !== undefined,
    rule: "A duration is one whole number of at most five digits and one unit (ms, s, m or h)",
    fix: durationFix,
  },
  quantity: {
    accepts: (text) => quantity.test(text),
    rule: "A Kubernetes quantity is a number and an optional suffix (m, k, M, G, Ki, Mi, Gi …)",
    fix: () => `Write "100m" or "20Mi", for example`,
  },
  cidr: {
    accepts: (text) => {
      const range = parseCidr(text);
      return range !== undefined && !hasHostBits(range);
    },
    rule: "A range is its first address, a slash and the number of fixed bits",
    fix: cidrFix,
  },
  "port-range": {
    accepts: (text) => parsePortRange(text) !== undefined,
    rule: "It is one port, or the first and the last of a range joined by a -, between 1 and 65535",
    fix: (text) =>
      text.includes(",") ? "Write each as an entry of its own" : `Write "4222" or "6000-6100", for example`,
  },
  "log-filter": {
    accepts: (text) => logFilter.test(text),
    rule: "A filter is levels (off, error, warn, info, debug, trace) and module=level, joined by commas without blanks",
    fix: () => `Write "warn,linkerd=debug", for example`,
  },
  "dns-label": {
    accepts: isDnsLabel,
    rule: "A name is a DNS label: lower-case letters, digits and -, at most 63 characters, no - at either end",
    fix: (text) => namesFix(text, ""),
  },
  "mesh-name": {
    accepts: (text) => isDnsLabel(text) && text.length <= longestMeshName,
    rule: `A mesh's name is a DNS label of at most ${String(longestMeshName)} characters`,
    fix: (text) => namesFix(text, "", longestMeshName),
  },
  "dns-subdomain": {
    accepts: isDnsSubdomain,
    rule: "It is DNS labels joined by dots, at most 253 characters",
    fix: (text) => namesFix(text, "."),
  },
  "host-pattern": {
    accepts: (text) => isDnsSubdomain(text.replace(/^\*\./, "")) && !/^[\d.]+$/.test(text),
    rule: `It is a lower-case host name, or "*." and one, and no address`,
    fix: (text) => {
      const host = text
        .replace(/^[a-z]+:\/\//i, "")
        .replace(/[/:].*$/, "")
        .toLowerCase();
      const usable = host !== text && isDnsSubdomain(host.replace(/^\*\./, ""));
      return usable ? `Write ${JSON.stringify(host)}` : `Write "api.example.com", for example`;
    },
  },
  "service-reference": {
    accepts: isServiceReference,
    rule: `A service is named "name" in the same namespace, or "namespace/name"`,
    fix: serviceReferenceFix,
  },
  "service-account-reference": {
    accepts: isServiceAccountReference,
    rule: `A service account is named "namespace/name"`,
    fix: (text) => (text.includes("/") ? "Correct the names" : `Write "<namespace>/${text}"`),
  },
  "absolute-path": {
    accepts: (text) => text.startsWith("/") && !/[?#\s]/.test(text),
    rule: "A path starts with / and holds no query, fragment or blank",
    fix: (text) =>
      text.startsWith("/") ? "Leave out what follows the path" : `Write ${JSON.stringify(`/${text}`)}`,
  },
  "https-url": {
    accepts: isHttpsUrl,
    rule: "An address is https://, a host and a path, without user, password or fragment",
    fix: (text) =>
      text.startsWith("http://")
        ? "Use https: keys that come in the clear prove nothing"
        : `Write "https://accounts.example.com/jwks", for example`,
  },
  "header-value": {
    accepts: (text) => text.length <= longestHeaderValue && headerValue.test(text),
    rule: `A header's value is printable ASCII with single blanks or tabs inside, 1 to ${String(longestHeaderValue)} characters`,
    fix: (text) =>
      text === ""
        ? "Use remove to take a header out"
        : "Encode what is not ASCII, and take blanks off both ends",
  },
  version: {
    accepts: (text) => version.test(text),
    rule: "A version is three numbers joined by dots",
    fix: (text) =>
      /^v\d/.test(text) ? `Write ${JSON.stringify(text.slice(1))}` : `Write "1.34.0", for example`,
  },
  "grpc-service": {
    accepts: (text) => grpcService.test(text),
    rule: "A gRPC service is its full name: package and service joined by dots",
    fix: () => `Write "hipstershop.CartService", for example`,
  },
  "grpc-method": {
    accepts: (text) => grpcMethod.test(text),
    rule: "A gRPC method is one name of letters, digits and _",
    fix: () => `Write "GetCart", for example`,
  },
  "image-registry": {
    accepts: (text) => registry.test(text),
    rule: "A registry is a host, a port where it has one, and a path, in lower case and without a scheme",
    fix: (text) => {
      const bare = text.replace(/^[a-z]+:\/\//, "").replace(/\/+$/, "");
      return registry.test(bare)
        ? `Write ${JSON.stringify(bare)}`
        : `Write "registry.example.org/mesh", for example`;
    },
  },
  "host-and-port": {
    accepts: isHostAndPort,
    rule: "An address is a host name, a colon and a port, without a scheme",
    fix: (text) => {
      const bare = text.replace(/^[a-z]+:\/\//, "").replace(/\/.*$/, "");
      return isHostAndPort(bare)
        ? `Write ${JSON.stringify(bare)}`
        : `Write "otel-collector.tracing:4317", for example`;
    },
  },
  "http-address": {
    accepts: isHttpAddress,
    rule: "An address is http:// or https://, a host, a port and a path where it has one; no credentials, query or fragment",
    fix: () => `Write "http://prometheus.monitoring:9090", for example`,
  },
  "http-token": {
    accepts: (text) => token.test(text),
    rule: "A header or parameter name is an HTTP token of at most 256 characters",
    fix: () => `Write "x-canary", for example`,
  },
};
