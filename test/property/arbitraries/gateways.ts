import {
  GatewayApiChannel,
  ListenerProtocol,
  Protocol,
  type GatewayDefinition,
  type GatewayListener,
  type MeshDefinition,
} from "../../../model";

const name = "public";

/**
 * Adds a gateway that leads to the first service, in the namespace of the last, and lets it in. Connections come in where the API server
 * knows routes for them.
 */
export function withGateway(definition: MeshDefinition, choice: number): MeshDefinition {
  const ids = Object.keys(definition.services);
  const [first = "", last = first] = [ids[0], ids.at(-1)];
  const service = definition.services[first];
  const [port] = service?.ports ?? [];
  const home = last.split("/")[0] ?? "";
  if (!service || !port || definition.namespaces[home]?.injection === "disabled") return definition;
  const stream = !([Protocol.Http, Protocol.Http2, Protocol.Grpc] as Protocol[]).includes(port.protocol);
  const experimental = definition.controlPlane?.gatewayApi?.channel === GatewayApiChannel.Experimental;
  if (stream && !experimental) return definition;
  const calls = port.protocol === Protocol.Grpc;
  const gateway: GatewayDefinition = {
    gatewayClass: "edge",
    serviceAccount: `${home}/edge`,
    listeners: stream ? [passing] : [clear, secret],
    routes: [
      {
        name: "main",
        hostnames: ["shop.example.com"],
        backends: [{ service: first, port: port.port, weight: 1 + choice }],
        ...(choice % 2 === 0 && !stream && { listeners: ["secret", "clear"] }),
        ...(choice % 3 === 0 && !stream && !calls && { timeouts: { request: "5s", backendRequest: "1s" } }),
      },
    ],
  };
  const allow = [...(service.allow ?? []), { fromGateways: [`${home}/${name}`] }];
  return {
    ...definition,
    gateways: { [`${home}/${name}`]: gateway },
    services: { ...definition.services, [first]: { ...service, allow } },
  };
}

const clear: GatewayListener = { name: "clear", port: 80, protocol: ListenerProtocol.Http };
const secret: GatewayListener = {
  name: "secret",
  port: 443,
  protocol: ListenerProtocol.Https,
  hostname: "*.example.com",
  certificates: [{ name: "edge-tls" }],
  allowedNamespaces: ["partners"],
};
const passing: GatewayListener = { name: "passing", port: 443, protocol: ListenerProtocol.Tls };
