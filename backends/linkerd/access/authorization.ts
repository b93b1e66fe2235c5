import type { FeatureId, ResolvedMesh, ResolvedService } from "../../../model";
import type { RenderedObject } from "../../manifest";
import { policyGroup, policyVersion } from "../names";
import { policyObject } from "../rendered";
import type { Callers } from "./source";

/** What an authorization lets callers in to. */
export interface AuthorizationTarget {
  readonly group: string;
  readonly kind: "Server" | "HTTPRoute" | "GRPCRoute";
  readonly name: string;
}

/**
 * Lets callers in to a target. Policies of one target are added up, whereas the references within one policy must all hold:
 * so identities and networks get a policy each. Without callers there is no policy, never one with an empty list of
 * references, which Linkerd would read as everyone from everywhere.
 */
export function authorize(
  mesh: ResolvedMesh,
  service: ResolvedService,
  target: AuthorizationTarget,
  callers: Callers,
  features: readonly FeatureId[],
): RenderedObject[] {
  const objects: RenderedObject[] = [];
  const add = (suffix: string, kind: string, spec: Readonly<Record<string, unknown>>): void => {
    const name = `${target.name}.${suffix}`;
    const requiredAuthenticationRefs = [{ group: policyGroup, kind, name }];
    objects.push(
      policyObject(mesh, service, { apiVersion: policyVersion, kind, name, spec }, features),
      policyObject(
        mesh,
        service,
        {
          apiVersion: policyVersion,
          kind: "AuthorizationPolicy",
          name,
          spec: { targetRef: { ...target }, requiredAuthenticationRefs },
        },
        features,
      ),
    );
  };
  if (callers.identities) add("identities", "MeshTLSAuthentication", callers.identities);
  if (callers.networks.length > 0) add("networks", "NetworkAuthentication", { networks: callers.networks });
  return objects;
}
