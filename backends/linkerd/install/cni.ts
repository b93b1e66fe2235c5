import type { ResolvedCni, ResolvedMesh } from "../../../model";
import { standardLabels, type Manifest } from "../../manifest";
import { cniNamespace } from "../names";
import { valuesFrom, type ChartValue } from "./chart-values";
import { pullSecretValues } from "./pull-secrets";

/** What plug-in and proxies must agree on, or traffic passes proxies by: the ports and the user that they listen and run with. */
const network = {
  inbound: 4143,
  outbound: 4140,
  admin: 4191,
  control: 4190,
  uid: 2102,
  iptablesMode: "nft",
  disableIPv6: true,
  /** Ports that stay outside the mesh unless a workload says otherwise; the plug-in's chart has none by itself. */
  skipped: "4567,4568",
} as const;

const from = "controlPlane.cni";

/** Values of the control plane's chart that go with the plug-in. */
export function sharedNetworkValues(): ChartValue[] {
  return valuesFrom(from, {
    cniEnabled: true,
    disableIPv6: network.disableIPv6,
    "proxy.ports.inbound": network.inbound,
    "proxy.ports.outbound": network.outbound,
    "proxy.ports.admin": network.admin,
    "proxy.ports.control": network.control,
    "proxy.uid": network.uid,
    "proxyInit.iptablesMode": network.iptablesMode,
    "proxyInit.ignoreInboundPorts": network.skipped,
    "proxyInit.ignoreOutboundPorts": network.skipped,
  });
}

/** Values of chart linkerd2-cni. */
export function cniValues({ controlPlane }: ResolvedMesh, cni: ResolvedCni): ChartValue[] {
  const { images, logLevel, logFormat, labels, placement } = controlPlane;
  return [
    ...valuesFrom(from, {
      inboundProxyPort: network.inbound,
      outboundProxyPort: network.outbound,
      proxyAdminPort: network.admin,
      proxyControlPort: network.control,
      proxyUID: network.uid,
      iptablesMode: network.iptablesMode,
      disableIPv6: network.disableIPv6,
      ignoreInboundPorts: network.skipped,
      ignoreOutboundPorts: network.skipped,
    }),
    ...valuesFrom("controlPlane.cni.configurationDirectory", { destCNINetDir: cni.configurationDirectory }),
    ...valuesFrom("controlPlane.cni.binaryDirectory", { destCNIBinDir: cni.binaryDirectory }),
    ...valuesFrom("controlPlane.cni.repair", { "repairController.enabled": cni.repair }),
    ...valuesFrom("controlPlane.logLevel", { logLevel, "repairController.logLevel": logLevel }),
    ...valuesFrom("controlPlane.logFormat", { "repairController.logFormat": logFormat }),
    ...valuesFrom("controlPlane.images.registry", {
      "image.name": images.registry === undefined ? undefined : `${images.registry}/cni-plugin`,
    }),
    ...pullSecretValues(images.pullSecrets),
    ...valuesFrom("controlPlane.labels", {
      commonLabels: Object.keys(labels).length > 0 ? labels : undefined,
    }),
    ...valuesFrom("controlPlane.placement.priorityClass", { priorityClassName: placement.priorityClass }),
  ];
}

/** Namespace of the plug-in, whose pods change the nodes. */
export function cniNamespaceManifest(mesh: ResolvedMesh): Manifest {
  return {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: {
      name: cniNamespace(mesh),
      labels: {
        ...standardLabels(mesh),
        "linkerd.io/cni-resource": "true",
        "config.linkerd.io/admission-webhooks": "disabled",
        "pod-security.kubernetes.io/enforce": "privileged",
      },
      annotations: { "linkerd.io/inject": "disabled" },
    },
  };
}
