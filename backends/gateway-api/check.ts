import {
  childPath,
  EntryKind,
  GatewayApiChannel,
  ListenerProtocol,
  quote,
  type Problem,
  type ResolvedMesh,
} from "../../model";

/** TLSRoute in a version that every release serves is in the experimental channel only. */
export function checkGatewayChannel({ gateways, controlPlane }: ResolvedMesh): Problem[] {
  const { channel } = controlPlane.gatewayApi;
  if (channel === GatewayApiChannel.Experimental) return [];
  const paths = gateways.flatMap(({ path, listeners, routes }) => [
    ...routes.filter(({ kind }) => kind === EntryKind.Tls).map((route) => route.path),
    ...(listeners.some(({ protocol }) => protocol === ListenerProtocol.Tls)
      ? [childPath(path, "listeners")]
      : []),
  ]);
  const [first] = paths;
  if (first === undefined) return [];
  return [
    {
      path: "controlPlane.gatewayApi.channel",
      message: `lacks what connections through a gateway become (got ${quote(channel)}, needed for ${first})`,
      rule: "TLSRoute is served as v1alpha2 by the experimental channel alone, and as v1 only by the newest releases",
      fix: `Write channel: "experimental", or let TLS end at the gateway by protocol: "HTTPS"`,
    },
  ];
}
