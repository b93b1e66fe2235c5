import {
  AccessMode,
  AnySource,
  DefaultAccess,
  Injection,
  MtlsMode,
  joinPath,
  type ResolvedMesh,
  type ResolvedService,
} from "../model";
import type { RawFinding } from "./finding";

/** Access that is wider than it looks, or missing. */
export function accessFindings(mesh: ResolvedMesh): RawFinding[] {
  return [
    ...sharedIdentities(mesh),
    ...mesh.services.flatMap((service) => [...unreachable(service), ...byAddress(service)]),
    ...mesh.namespaces.flatMap(({ name, path, defaultAccess }) =>
      defaultAccess === DefaultAccess.All
        ? [
            {
              code: "open-to-all" as const,
              path: `${path}.defaultAccess`,
              message: `namespace ${name} lets everyone in, also without identity or encryption`,
              fix: "Use mesh, same-namespace or deny, and name the callers",
            },
          ]
        : [],
    ),
    ...leniency(mesh),
    ...outsideMesh(mesh),
  ];
}

/** Modes that are meant to come to an end: each is said where it is written. */
function leniency(mesh: ResolvedMesh): RawFinding[] {
  const places = [
    ...mesh.namespaces.map(({ name, path, accessMode, mtls }) => ({
      what: `namespace ${name}`,
      path,
      accessMode,
      mtls,
    })),
    ...mesh.services.map(({ id, path, definition }) => ({
      what: id,
      path,
      accessMode: definition.accessMode,
      mtls: definition.mtls,
    })),
  ];
  return places.flatMap(({ what, path, accessMode, mtls }) => [
    ...(accessMode === AccessMode.Audit
      ? [
          {
            code: "access-audited" as const,
            path: `${path}.accessMode`,
            message: `${what} refuses nobody: whom no rule lets in is let in and reported`,
            fix: "Enforce once the reports name nobody who belongs there",
          },
        ]
      : []),
    ...(mtls === MtlsMode.Accepted
      ? [
          {
            code: "plaintext-accepted" as const,
            path: `${path}.mtls`,
            message: `${what} asks no proof of callers in the cluster's networks: whom a rule names by identity is then anyone there`,
            fix: "Require it once its callers are in the mesh",
          },
        ]
      : []),
  ]);
}

function sharedIdentities(mesh: ResolvedMesh): RawFinding[] {
  const users = new Map<string, ResolvedService[]>();
  for (const service of mesh.services) {
    const account = `${service.namespace}/${service.serviceAccount}`;
    users.set(account, [...(users.get(account) ?? []), service]);
  }
  return [...users.entries()].flatMap(([account, services]) => {
    const own = services.filter(({ candidateOf }) => !services.some(({ id }) => id === candidateOf));
    const [first, ...others] = own;
    if (!first || others.length === 0) return [];
    return [
      {
        code: "shared-identity" as const,
        path: joinPath("services", first.id, "serviceAccount"),
        message: `${own.map(({ id }) => id).join(", ")} share service account ${account}, and so all their rights`,
        fix: "Give each service a service account of its own",
      },
    ];
  });
}

function unreachable({ id, path, ports, rules }: ResolvedService): RawFinding[] {
  const closed = ports.filter(({ port }) => !rules.some((rule) => rule.ports.includes(port)));
  if (closed.length === 0) return [];
  return [
    {
      code: "unreachable-service",
      path: `${path}.allow`,
      message: `nobody may call ${id} on port ${closed.map(({ port }) => port).join(", ")}`,
      fix: "Name its callers, or remove the port",
    },
  ];
}

function byAddress({ id, rules }: ResolvedService): RawFinding[] {
  return rules
    .filter(({ source }) => source.networks.length > 0 && source.any !== AnySource.Anyone)
    .map(({ path, source }) => ({
      code: "callers-by-address" as const,
      path: `${path}.fromNetworks`,
      message: `${id} trusts whoever has an address in ${source.networks.map(({ cidr }) => cidr).join(", ")}, encrypted or not`,
      fix: "Bring the callers into the mesh and name them, or keep the range as small as it can be",
    }));
}

function outsideMesh(mesh: ResolvedMesh): RawFinding[] {
  return mesh.services
    .filter(({ injection }) => injection === Injection.Disabled)
    .map(({ id, namespace, path, definition }) => {
      const own = definition.injection !== undefined;
      const place = own ? path : joinPath("namespaces", namespace);
      return {
        code: "outside-the-mesh" as const,
        path,
        message: `${id} gets no proxy, because injection is disabled in ${own ? "it" : namespace}: none of its policies hold, and it has no identity`,
        fix: `Enable injection in ${place}, or remove the service`,
      };
    });
}
