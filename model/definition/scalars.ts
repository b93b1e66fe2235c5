/**
 * One whole number and one unit: `250ms`, `5s`, `1m`, `1h`. A GEP-2257 duration without compounds, because meshes exist
 * that accept a compound and then ignore it.
 * @format gep-2257-duration
 */
export type Duration = string;

/**
 * TCP port. Range: 1–65535.
 * @asType integer
 * @minimum 1
 * @maximum 65535
 */
export type PortNumber = number;

/**
 * One port or a range of ports: `4222` or `6000-6100`. Range: 1–65535.
 * @format port-range
 */
export type PortRange = string;

/**
 * HTTP status of a failed response. Range: 400–599.
 * @asType integer
 * @minimum 400
 * @maximum 599
 */
export type ErrorStatusCode = number;

/**
 * Kubernetes quantity, for example `100m` of CPU or `20Mi` of memory.
 * @format quantity
 */
export type Quantity = string;

/**
 * IPv4 or IPv6 range, for example `10.0.0.0/8`. The address is the range's first.
 * @format cidr
 */
export type Cidr = string;

/**
 * DNS label: lower-case letters, digits and `-`, at most 63 characters, no `-` at either end.
 * @format dns-label
 */
export type DnsLabel = string;

/**
 * Name of a host: DNS labels joined by dots, or `*.` before them for every name below.
 * @format host-pattern
 */
export type HostPattern = string;

/**
 * DNS labels joined by dots, at most 253 characters.
 * @format dns-subdomain
 */
export type DnsSubdomain = string;

/**
 * A service of the definition: `name` in the same namespace, or `namespace/name`.
 * @format service-reference
 */
export type ServiceReference = string;

/**
 * A gateway of the definition: `name` in the same namespace, or `namespace/name`.
 * @format service-reference
 */
export type GatewayReference = string;

/**
 * `namespace/service-account`.
 * @format service-account-reference
 */
export type ServiceAccountReference = string;

/**
 * Path of a URL, without the query. Starts with `/`.
 * @format absolute-path
 */
export type AbsolutePath = string;

/**
 * Address of a document that is fetched over TLS, for example `https://accounts.example.com/jwks`.
 * @format https-url
 */
export type HttpsUrl = string;

/**
 * Name of a header; case-insensitive.
 * @format http-token
 */
export type HeaderName = string;

/**
 * Value of a header: printable ASCII, single blanks or tabs inside, at most 4096 characters.
 * @format header-value
 */
export type HeaderText = string;

/**
 * Version without a leading v, for example `1.34.0`.
 * @format version
 */
export type Version = string;
