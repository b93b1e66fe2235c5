import { Management, type ResolvedMesh } from "../../../model";
import type { GatewayApiPlan, InstallationPlan } from "../../installation";
import { standardLabels, type Manifest } from "../../manifest";
import { controlPlaneNamespace } from "../names";
import { chartRepository, versionLineOf, versionLines } from "../versions";
import { chartInstallations, chartVersion, installsCni, installsConsole } from "./charts";
import { cniNamespaceManifest } from "./cni";
import { consoleNamespaceManifest } from "./console";
import { caBundlePlaceholder, trustBundlePlaceholder } from "./placeholders";
import { trustPlan } from "./trust";

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
    trustBundlePlaceholder,
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

function gatewayApiPlan(mesh: ResolvedMesh): GatewayApiPlan | undefined {
  const newest = (versionLineOf(chartVersion(mesh)) ?? versionLines[0]).gatewayApi.newest;
  const { management, channel, location, version = newest } = mesh.controlPlane.gatewayApi;
  if (management === Management.Existing) return undefined;
  const release = `https://github.com/kubernetes-sigs/gateway-api/releases/download/v${version}/${channel}-install.yaml`;
  return { version, channel, location: location ?? release };
}
