import * as pulumi from "@pulumi/pulumi";
import { openFindings } from "../analysis";
import { Management, type MeshDefinition, type ResolvedMesh } from "../model";
import { findingLine } from "../report";
import { ControlPlane, controlPlaneReady } from "./control-plane";
import { reportingTo } from "./definition-error";
import { Egress, egressObjects } from "./egress";
import { destinationOf } from "./kubernetes-provider";
import { Gateway } from "./gateway";
import { coordinatesOf, type MeshCoordinates } from "./mesh-coordinates";
import { callGraphOf, objectCountsOf, workloadAnnotationsOf, type CallGraphEdge } from "./mesh-summary";
import { childRoles, itemName, roleName, typeTokens } from "./names";
import { NamespaceInjection } from "./namespace-injection";
import { meshPolicies, Observability } from "./observability";
import { secretManifestText } from "./objects/secret-manifests";
import { gateOf, predecessorsOf } from "./ordering";
import { checkCluster } from "./preflight/check-cluster";
import { shareRendering } from "./rendering";
import { ServicePolicy } from "./service-policy";
import { reportFindings } from "./report-findings";
import type { TargetArgs } from "./target";
import { checkProvided, type CheckedCertificates } from "./trust/check-provided";
import type { ProvidedCertificates } from "./trust/provided-certificates";

/** A whole mesh, and where it goes. */
export interface MeshArgs extends MeshDefinition {
  /** Certificates from outside. Needed where `trust.source` is `provided`, and only there. */
  certificates?: ProvidedCertificates;
  /** Where the mesh goes. Default: the cluster that kubectl would take. */
  target?: TargetArgs;
}

/**
 * A whole service mesh: its certificates and control plane, the namespaces that join it, and the policies of every service.
 * Everything that is wrong with the definition is said at preview, all at once, and then nothing is created.
 */
export class Mesh extends pulumi.ComponentResource {
  /** The mesh that carries the definition out. */
  public readonly backend: pulumi.Output<string>;
  /** Domain of the workloads' identities. */
  public readonly trustDomain: pulumi.Output<string>;
  /** Namespace of the control plane. */
  public readonly controlPlaneNamespace: pulumi.Output<string>;
  /** Names of the namespaces that belong to the mesh, sorted. */
  public readonly namespaces: pulumi.Output<string[]>;
  /**
   * Certificates of all anchors, active first, as one PEM text. Empty when the control plane is someone else's, and with
   * cert-manager.
   */
  public readonly trustBundlePem: pulumi.Output<string>;
  /** When each certificate ends: key is `anchor/<name>` or the certificate's role, value an RFC 3339 time. */
  public readonly certificateExpiry: pulumi.Output<Record<string, string>>;
  /** Objects of injection and policy: key is the kind, value their number. */
  public readonly objectCounts: pulumi.Output<Record<string, number>>;
  /** Who may call whom by name. */
  public readonly callGraph: pulumi.Output<CallGraphEdge[]>;
  /** What deserves a look in the definition, one finding a line. */
  public readonly findings: pulumi.Output<string[]>;
  /** What another stack must know to add services to this mesh. */
  public readonly coordinates: pulumi.Output<MeshCoordinates>;
  /**
   * What the pods of each service need on their template beyond what their namespace says: key is `namespace/name`, value the
   * annotations. Services that need nothing are left out.
   */
  public readonly workloadAnnotations: pulumi.Output<Record<string, Record<string, string>>>;
  /** Grafana dashboards for import by hand: key is the file, value its JSON. Empty when none are asked for. */
  public readonly dashboards: pulumi.Output<Record<string, string>>;
  /**
   * Scrape jobs as YAML, for a Secret that the Prometheus Operator's `additionalScrapeConfigs` names. Empty when no scrape
   * configuration is asked for.
   */
  public readonly scrapeJobs: pulumi.Output<string>;
  /**
   * YAML of the Secrets, which are never written to files. Empty on a cluster, where they are applied. A secret: pipe it to
   * `kubectl apply --server-side -f -`.
   */
  public readonly secretManifests: pulumi.Output<string>;

  constructor(name: string, args: MeshArgs, opts?: pulumi.ComponentResourceOptions) {
    super(typeTokens.mesh, name, { name: args.name, environment: args.environment }, opts);
    const { target, certificates, ...given } = args;
    const { definition, rendered, checked, destination } = reportingTo(this, () => {
      const shared = shareRendering(given);
      const provided = checkProvided(this, shared.definition, shared.rendered, certificates);
      const goal = destinationOf(this, name, target, provided?.condition);
      const mayComeLater = predecessorsOf(opts).length > 0;
      checkCluster(this, { mesh: shared.rendered.mesh, destination: goal, mayComeLater });
      return { ...shared, checked: provided, destination: goal };
    });
    const { mesh, installation } = rendered;
    const findings = reportFindings(this, mesh, { certificates: checked?.findings });
    const shared = { mesh: definition, target: { mode: destination.mode } };
    const child = { parent: this, provider: destination.provider };

    const installed = mesh.controlPlane.management === Management.Installed;
    const controlPlane = installed
      ? new ControlPlane(
          roleName(name, childRoles.controlPlane),
          { ...shared, ...(certificates !== undefined && { certificates }) },
          { ...child, dependsOn: [...predecessorsOf(opts)] },
        )
      : undefined;
    const ready = controlPlane ? gateOf(controlPlane, controlPlaneReady) : predecessorsOf(opts);
    const injection = new NamespaceInjection(roleName(name, childRoles.namespaceInjection), shared, {
      ...child,
      dependsOn: [...ready],
    });
    const observability =
      meshPolicies(rendered.objects).length > 0
        ? new Observability(roleName(name, childRoles.observability), shared, {
            ...child,
            dependsOn: mesh.namespaces.flatMap((namespace) => [...gateOf(injection, namespace.name)]),
          })
        : undefined;
    if (egressObjects(rendered.objects).length > 0)
      new Egress(roleName(name, childRoles.egress), shared, {
        ...child,
        dependsOn: mesh.namespaces.flatMap((namespace) => [...gateOf(injection, namespace.name)]),
      });
    for (const { id, namespace } of mesh.services)
      new ServicePolicy(
        itemName(name, id),
        { ...shared, service: id },
        { ...child, dependsOn: [...gateOf(injection, namespace)] },
      );
    for (const { id } of mesh.gateways)
      new Gateway(
        itemName(name, "gateway", id),
        { ...shared, gateway: id },
        {
          ...child,
          // What it leads to may be in any of them.
          dependsOn: mesh.namespaces.flatMap((namespace) => [...gateOf(injection, namespace.name)]),
        },
      );

    this.backend = pulumi.output(mesh.backend as string);
    this.trustDomain = pulumi.output(mesh.trustDomain);
    this.controlPlaneNamespace = pulumi.output(installation.trust.bundle.namespace);
    this.namespaces = injection.namespaces;
    this.trustBundlePem = controlPlane?.trustBundlePem ?? pulumi.output("");
    this.certificateExpiry = controlPlane?.certificateExpiry ?? pulumi.output<Record<string, string>>({});
    this.objectCounts = pulumi.output(objectCountsOf(rendered));
    this.callGraph = pulumi.output(callGraphOf(mesh));
    this.findings = withLater(mesh, findings, checked);
    this.coordinates = pulumi.output(coordinatesOf(definition, rendered));
    this.workloadAnnotations = pulumi.output(workloadAnnotationsOf(mesh));
    this.dashboards = observability?.dashboards ?? pulumi.output<Record<string, string>>({});
    this.scrapeJobs = observability?.scrapeJobs ?? pulumi.output("");
    this.secretManifests = controlPlane?.secretManifests ?? secretManifestText([]);
    this.registerOutputs({
      backend: this.backend,
      trustDomain: this.trustDomain,
      controlPlaneNamespace: this.controlPlaneNamespace,
      namespaces: this.namespaces,
      trustBundlePem: this.trustBundlePem,
      certificateExpiry: this.certificateExpiry,
      objectCounts: this.objectCounts,
      callGraph: this.callGraph,
      findings: this.findings,
      coordinates: this.coordinates,
      workloadAnnotations: this.workloadAnnotations,
      dashboards: this.dashboards,
      scrapeJobs: this.scrapeJobs,
      secretManifests: this.secretManifests,
    });
  }
}

/** Findings of certificates that were not known in time stand behind the others. */
function withLater(
  mesh: ResolvedMesh,
  findings: string[],
  checked: CheckedCertificates | undefined,
): pulumi.Output<string[]> {
  if (checked === undefined) return pulumi.output(findings);
  return checked.laterFindings.apply((later) => [...findings, ...openFindings(mesh, later).map(findingLine)]);
}
