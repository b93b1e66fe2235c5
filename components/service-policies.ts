import * as pulumi from "@pulumi/pulumi";
import { joinPath, type ServiceDefinition } from "../model";
import { reportingTo } from "./definition-error";
import { destinationOf } from "./kubernetes-provider";
import { extendedDefinition, type MeshCoordinates } from "./mesh-coordinates";
import { callGraphOf, type CallGraphEdge } from "./mesh-summary";
import { itemName, typeTokens } from "./names";
import { predecessorsOf } from "./ordering";
import { reportFindings } from "./report-findings";
import { shareRendering } from "./rendering";
import { ServicePolicy } from "./service-policy";
import type { TargetArgs } from "./target";

/** Services that an application team adds to a mesh which another stack runs. */
export interface ServicePoliciesArgs {
  /** The mesh, as its own stack describes it in the output `coordinates`. */
  mesh: MeshCoordinates;
  /** The team's services: key is `namespace/name`. They may name the mesh's services as callers and backends. */
  services: Record<string, ServiceDefinition>;
  /** Where the objects go. Default: the cluster that kubectl would take. */
  target?: TargetArgs;
}

/**
 * The policies of an application team's services, and nothing else of the mesh. The team needs no rights on the control plane
 * or on namespaces that are not its own.
 */
export class ServicePolicies extends pulumi.ComponentResource {
  /** The services, `namespace/name`, sorted. */
  public readonly services: pulumi.Output<string[]>;
  /** Who may call these services by name. */
  public readonly callGraph: pulumi.Output<CallGraphEdge[]>;
  /** What deserves a look in these services, one finding a line. */
  public readonly findings: pulumi.Output<string[]>;

  constructor(name: string, args: ServicePoliciesArgs, opts?: pulumi.ComponentResourceOptions) {
    super(typeTokens.servicePolicies, name, { mesh: args.mesh.name }, opts);
    const { definition, rendered, destination } = reportingTo(this, () => ({
      ...shareRendering(extendedDefinition(args.mesh, args.services)),
      destination: destinationOf(this, name, args.target),
    }));
    const ids = Object.keys(args.services).sort();
    const findings = reportFindings(this, rendered.mesh, { isRelevant: (path) => isAbout(path, ids) });
    for (const service of ids)
      new ServicePolicy(
        itemName(name, service),
        { mesh: definition, service, target: { mode: destination.mode } },
        { parent: this, provider: destination.provider, dependsOn: [...predecessorsOf(opts)] },
      );

    this.services = pulumi.output(ids);
    this.callGraph = pulumi.output(callGraphOf(rendered.mesh).filter(({ to }) => ids.includes(to)));
    this.findings = pulumi.output(findings);
    this.registerOutputs({ services: this.services, callGraph: this.callGraph, findings: this.findings });
  }
}

/** The rest of the mesh is somebody else's to look after, and known here in outline only. */
function isAbout(path: string, ids: readonly string[]): boolean {
  return ids.some((id) => path.startsWith(joinPath("services", id)));
}
