import type { ResolvedMesh } from "../../../model";
import type { CertificatePlan } from "../../installation";
import { caSourceOf } from "../../trust/cert-manager";
import { hoursOf } from "../../trust/webhook-authority";
import { consoleNamespace, controlPlaneNamespace } from "../names";
import { valuesFrom, type ChartValue } from "./chart-values";
import { caBundlePlaceholder } from "./placeholders";

/** A server that the API server calls, with the name of its part among the chart's values. */
interface ServerCertificate {
  readonly value: string;
  readonly certificate: CertificatePlan;
}

const controlPlaneServers = {
  "proxy-injector": "proxyInjector",
  "sp-validator": "profileValidator",
  "policy-validator": "policyValidator",
};

const consoleServers = { tap: "tap", "tap-injector": "tapInjector" };

/** Certificates of the control plane's admission webhooks. */
export function controlPlaneCertificates(mesh: ResolvedMesh): ServerCertificate[] {
  return Object.entries(controlPlaneServers).map(([role, value]) => ({
    value,
    certificate: certificatePlan(mesh, controlPlaneNamespace(mesh), role, `linkerd-${role}`),
  }));
}

/** Certificates of the console's servers that the API server calls. */
export function consoleCertificates(mesh: ResolvedMesh): ServerCertificate[] {
  return Object.entries(consoleServers).map(([role, value]) => ({
    value,
    certificate: certificatePlan(mesh, consoleNamespace(mesh), role, role),
  }));
}

function certificatePlan(
  { trust }: ResolvedMesh,
  namespace: string,
  role: string,
  server: string,
): CertificatePlan {
  const dnsName = `${server}.${namespace}.svc`;
  return {
    role,
    commonName: dnsName,
    dnsNames: [dnsName],
    ...lifeOf(trust.webhooks),
    isAuthority: false,
    secret: { name: `${server}-k8s-tls`, namespace },
  };
}

/** Life and renewal of a certificate. */
export function lifeOf({
  validityDays,
  generation,
  renewBeforeDays,
}: ResolvedMesh["trust"]["issuer"]): Pick<
  CertificatePlan,
  "validityHours" | "generation" | "renewBeforeHours"
> {
  return {
    validityHours: hoursOf(validityDays),
    generation,
    ...(renewBeforeDays !== undefined && { renewBeforeHours: hoursOf(renewBeforeDays) }),
  };
}

/**
 * Values that leave the servers' Secrets to us or to cert-manager. Whoever makes them tells the API server whom to trust: we fill
 * it in when it is known.
 */
export function externalCertificates(
  { trust }: ResolvedMesh,
  servers: readonly ServerCertificate[],
): ChartValue[] {
  return servers.flatMap(({ value, certificate }) =>
    valuesFrom("trust", {
      [`${value}.externalSecret`]: true,
      ...(trust.certManager === undefined
        ? { [`${value}.caBundle`]: caBundlePlaceholder }
        : { [`${value}.injectCaFrom`]: caSourceOf(certificate) }),
    }),
  );
}
