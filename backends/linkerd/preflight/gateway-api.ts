import { Management, quote, type Problem, type ResolvedMesh } from "../../../model";
import { isOwn, type ClusterFacts, type FoundObject } from "../../cluster-facts";
import { chartVersion } from "../install/charts";
import { compareVersions, versionLineOf, versionLines } from "../versions";
import { gatewayApiCrds } from "./references";

const bundleVersion = "gateway.networking.k8s.io/bundle-version";
const channelOf = "gateway.networking.k8s.io/channel";

/** CRDs of the Gateway API have one owner, are there when they should be, and are of a version that Linkerd reads. */
export function checkGatewayApi(mesh: ResolvedMesh, facts: ClusterFacts, mayComeLater: boolean): Problem[] {
  const references = gatewayApiCrds(mesh);
  const found = references.flatMap((reference) => facts(reference) ?? []);
  const others = found.filter((crd) => !isOwn(mesh, crd));
  if (mesh.controlPlane.gatewayApi.management === Management.Installed)
    return others[0] === undefined ? [] : [foreign(others[0])];
  const missing = references.filter((reference) => facts(reference) === undefined);
  return [
    ...(missing.length > 0 && !mayComeLater
      ? [
          absent(
            mesh,
            missing.map(({ name }) => name),
          ),
        ]
      : []),
    ...outdated(mesh, found),
  ];
}

function described({ metadata }: FoundObject): string {
  const { annotations = {} } = metadata;
  const parts = [annotations[bundleVersion], annotations[channelOf]].filter((part) => part !== undefined);
  const installer = annotations["linkerd.io/created-by"];
  return [...parts, ...(installer === undefined ? [] : [`installed by ${installer}`])].join(", ");
}

function foreign(crd: FoundObject): Problem {
  const text = described(crd);
  return {
    path: "controlPlane.gatewayApi.management",
    message: `is installed, and the cluster has CRDs of the Gateway API already (${crd.metadata.name}${text === "" ? "" : `: ${text}`})`,
    rule: "A cluster has one owner of them: two would change each other's routes",
    fix: 'Write controlPlane.gatewayApi.management = "existing" to use those that are there',
  };
}

function absent(mesh: ResolvedMesh, names: readonly string[]): Problem {
  const { channel } = mesh.controlPlane.gatewayApi;
  return {
    path: "controlPlane.gatewayApi.management",
    message: `is existing, and the cluster lacks CRDs of the ${channel} channel (${names.join(", ")})`,
    rule: "Linkerd looks for them once, when it starts, and ignores kinds that come later",
    fix: 'Have them installed first, or write controlPlane.gatewayApi.management = "installed"',
  };
}

function outdated(mesh: ResolvedMesh, found: readonly FoundObject[]): Problem[] {
  const line = versionLineOf(chartVersion(mesh)) ?? versionLines[0];
  const { oldest, newest } = line.gatewayApi;
  const version = found
    .map(({ metadata }) => metadata.annotations?.[bundleVersion]?.replace(/^v/, ""))
    .find(
      (text) =>
        text !== undefined && (compareVersions(text, oldest) < 0 || compareVersions(text, newest) > 0),
    );
  if (version === undefined) return [];
  return [
    {
      path: "controlPlane.gatewayApi",
      message: `is of a version on the cluster that Linkerd ${line.name} does not read (got ${quote(version)})`,
      rule: `It reads ${oldest} to ${newest}; routes of another version are skipped silently`,
      fix: `Have whoever looks after it bring it to ${newest}`,
    },
  ];
}
