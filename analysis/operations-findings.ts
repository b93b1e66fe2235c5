import { backendOf } from "../backends";
import { Availability, Environment, Management, TrustSource, type ResolvedMesh } from "../model";
import type { RawFinding } from "./finding";

/** Below this many services a mesh costs more than it gives. */
const servicesWorthAMesh = 10;

/** Linkerd's own check warns when less than this is left. */
const shortLifeDays = 60;

/** How the mesh is run, and whether it is worth running. */
export function operationsFindings(mesh: ResolvedMesh): RawFinding[] {
  const { trust, controlPlane, services, environment } = mesh;
  const findings: RawFinding[] = [];
  if (services.length < servicesWorthAMesh) {
    findings.push({
      code: "few-services",
      path: "services",
      message: `the mesh has ${String(services.length)} services; below ${String(servicesWorthAMesh)} its upkeep outweighs its use`,
      fix: "Consider TLS, timeouts and retries in the applications' own libraries, and NetworkPolicy for access",
    });
  }
  const installed = controlPlane.management === Management.Installed;
  if (
    installed &&
    controlPlane.availability === Availability.Single &&
    environment === Environment.Production
  ) {
    findings.push({
      code: "single-control-plane",
      path: "controlPlane.availability",
      message: "the control plane has single replicas: while one is down, new pods get no certificate",
      fix: `Write availability: "high"`,
    });
  }
  const atHand = trust.source !== TrustSource.Provided && trust.certManager?.existing === undefined;
  if (atHand && !trust.protect && environment !== Environment.Development) {
    findings.push({
      code: "unprotected-root",
      path: "trust.protect",
      message: "the root's key can be deleted with the stack, and every identity with it",
      fix: "Leave trust.protect at its default",
    });
  }
  for (const [field, { validityDays }] of Object.entries({
    issuer: trust.issuer,
    webhooks: trust.webhooks,
  })) {
    if (validityDays >= shortLifeDays || !isRenewedByHand(mesh, field)) continue;
    findings.push({
      code: "short-lived-certificate",
      path: `trust.${field}.validityDays`,
      message: `lives ${String(validityDays)} days and is renewed only when its generation is raised`,
      fix: `Use ${String(shortLifeDays)} days or more, and put the renewal in a calendar`,
    });
  }
  return [...findings, ...clusterWideIssuer(mesh)];
}

/** Whether somebody has to raise a generation to renew a certificate. */
function isRenewedByHand({ trust: { source } }: ResolvedMesh, field: string): boolean {
  return source === TrustSource.Generated || (source === TrustSource.Provided && field === "webhooks");
}

function clusterWideIssuer(mesh: ResolvedMesh): RawFinding[] {
  if (mesh.trust.certManager === undefined || mesh.controlPlane.management === Management.Existing) return [];
  const { certManager } = backendOf(mesh.backend).installation(mesh).trust;
  const objects = certManager?.steps.flat() ?? [];
  if (!objects.some(({ manifest }) => manifest.kind === "ClusterIssuer")) return [];
  return [
    {
      code: "issuer-for-every-namespace",
      path: "trust.certManager",
      message:
        "a ClusterIssuer signs for every namespace: whoever may create Certificates anywhere can ask for an authority that the mesh trusts",
      fix: "Restrict it with cert-manager's approver-policy, or keep the roots in the control plane's namespace (rootNamespace)",
    },
  ];
}
