import { Management, type ResolvedMesh } from "../../../model";
import type { CertificatePlan, GatewayApiPlan, InstallationPlan, TrustPlan } from "../../installation";
import { standardLabels, type Manifest } from "../../manifest";
import { controlPlaneNamespace } from "../names";
import { chartRepository, versionLineOf, versionLines } from "../versions";
import { chartInstallations, chartVersion, installsCni, installsConsole } from "./charts";
import { cniNamespaceManifest } from "./cni";
import { consoleCertificates, consoleNamespaceManifest } from "./console";
import { caBundlePlaceholder } from "./control-plane-values";

const hoursPerDay = 24;

/** How Linkerd comes onto a cluster. */
export function installationPlan(mesh: ResolvedMesh): InstallationPlan {
  const namespace = controlPlaneNamespace(mesh);
  const installed = mesh.controlPlane.management === Management.Installed;
  return {
    version: chartVersion(mesh),
    namespaces: [
      ...(installsCni(mesh) ? [cniNamespaceManifest(mesh)] : []),
      ...(installed ? [namespaceManifest(mesh, namespace)] : []),
      ...(installsConsole(mesh) ? [consoleNamespaceManifest(mesh)] : []),
    ],
    trust: trustPlan(mesh, namespace),
    charts: chartInstallations(mesh),
    defaultRepository: chartRepository,
    caBundlePlaceholder,
    gatewayApi: gatewayApiPlan(mesh),
  };
}

/** Linkerd's charts create the namespace only under its own command line. */
function namespaceManifest(mesh: ResolvedMesh, name: string): Manifest {
  return {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: {
      name,
      labels: {
        ...standardLabels(mesh),
        "linkerd.io/is-control-plane": "true",
        "config.linkerd.io/admission-webhooks": "disabled",
        "linkerd.io/control-plane-ns": name,
        // Without the plug-in linkerd-init sets up the pod's network and needs NET_ADMIN.
        "pod-security.kubernetes.io/enforce":
          mesh.controlPlane.cni === undefined ? "privileged" : "restricted",
      },
      annotations: { "linkerd.io/inject": "disabled" },
    },
  };
}

function trustPlan(mesh: ResolvedMesh, namespace: string): TrustPlan {
  const { trust, trustDomain } = mesh;
  const issuerName = `identity.${namespace}.${trustDomain}`;
  return {
    anchors: trust.anchors.map(({ name, state, validityDays }) => ({
      name,
      state,
      commonName: `${name}.${namespace}.${trustDomain}`,
      validityHours: validityDays * hoursPerDay,
    })),
    protect: trust.protect,
    issuer: {
      role: "issuer",
      commonName: issuerName,
      dnsNames: [issuerName],
      validityHours: trust.issuer.validityDays * hoursPerDay,
      generation: trust.issuer.generation,
      isAuthority: true,
      secret: { name: "linkerd-identity-issuer", namespace },
    },
    webhooks: [
      ...["proxy-injector", "sp-validator", "policy-validator"].map((role) =>
        webhookPlan(mesh, namespace, role),
      ),
      ...(installsConsole(mesh) ? consoleCertificates(mesh) : []),
    ],
    bundle: { name: "linkerd-identity-trust-roots", namespace, key: "ca-bundle.crt" },
  };
}

function webhookPlan({ trust }: ResolvedMesh, namespace: string, role: string): CertificatePlan {
  const dnsName = `linkerd-${role}.${namespace}.svc`;
  return {
    role,
    commonName: dnsName,
    dnsNames: [dnsName],
    validityHours: trust.webhooks.validityDays * hoursPerDay,
    generation: trust.webhooks.generation,
    isAuthority: false,
    secret: { name: `linkerd-${role}-k8s-tls`, namespace },
  };
}

function gatewayApiPlan(mesh: ResolvedMesh): GatewayApiPlan | undefined {
  const newest = (versionLineOf(chartVersion(mesh)) ?? versionLines[0]).gatewayApi.newest;
  const { management, channel, location, version = newest } = mesh.controlPlane.gatewayApi;
  if (management === Management.Existing) return undefined;
  const release = `https://github.com/kubernetes-sigs/gateway-api/releases/download/v${version}/${channel}-install.yaml`;
  return { version, channel, location: location ?? release };
}
