import { Injection, ListenerProtocol, type GatewayDefinition, type GatewayListener } from "../definition";
import { didYouMean, joinPath, quote } from "../problem";
import { splitServiceId } from "../values/names";
import { report, type ValidationContext } from "./context";

/** Gateways have a place, an identity, and listeners that can be told apart and keep what they should. */
export function checkGateways(context: ValidationContext): void {
  for (const [id, gateway] of Object.entries(context.definition.gateways ?? {})) {
    const path = joinPath("gateways", id);
    const namespace = checkKey(context, path, id);
    checkIdentity(context, path, gateway);
    gateway.listeners.forEach((listener, index) => {
      checkNeighbours(context, path, gateway.listeners, index);
      checkSecrecy(context, path, listener, index);
      checkCertificates(context, path, { listener, index, home: namespace });
    });
  }
}

function checkKey(context: ValidationContext, path: string, id: string): string | undefined {
  const parts = splitServiceId(id);
  const known = Object.keys(context.definition.namespaces);
  if (!parts) {
    report(context, [path], {
      message: `is not the id of a gateway (got ${quote(id)})`,
      rule: "A gateway is named namespace/name, both DNS labels",
      fix: id.includes("/") ? "Correct the names" : `Write ${quote(`<namespace>/${id}`)}`,
    });
  } else if (!known.includes(parts.namespace)) {
    report(context, [path], {
      message: `is in a namespace that the mesh does not have (got ${quote(parts.namespace)})`,
      rule: "A gateway's objects are in a namespace of the definition",
      fix: didYouMean(parts.namespace, known) || `Add namespaces[${JSON.stringify(parts.namespace)}]: {}`,
    });
  }
  return parts?.namespace;
}

/** Without a proxy its pods prove nothing, and no rule would ever let them in. */
function checkIdentity(
  context: ValidationContext,
  path: string,
  { serviceAccount }: GatewayDefinition,
): void {
  const [namespace = ""] = serviceAccount.split("/");
  if (context.definition.namespaces[namespace]?.injection !== Injection.Disabled) return;
  const own = context.services.some(
    ({ namespace: home, name, definition }) =>
      `${home}/${definition.serviceAccount ?? name}` === serviceAccount &&
      definition.injection === Injection.Enabled,
  );
  if (own) return;
  report(context, [path, "serviceAccount"], {
    message: `names pods that get no proxy, and so no identity (got ${quote(serviceAccount)})`,
    rule: "Services know a gateway by the identity of its proxies",
    fix: `Remove injection: "disabled" from ${joinPath("namespaces", namespace)}, or declare its pods as a service with injection: "enabled"`,
  });
}

const clear = ListenerProtocol.Http;

function checkNeighbours(
  context: ValidationContext,
  path: string,
  listeners: readonly GatewayListener[],
  index: number,
): void {
  const listener = listeners[index];
  if (!listener) return;
  const before = listeners.slice(0, index);
  if (before.some(({ name }) => name === listener.name)) {
    report(context, [path, "listeners", index, "name"], {
      message: `is taken (got ${quote(listener.name)})`,
      rule: "A listener's name is unique in its gateway: routes mean it by that",
      fix: "Rename one of them",
    });
  }
  const onPort = before.filter(({ port }) => port === listener.port);
  const mixed = onPort.find(({ protocol }) => (protocol === clear) !== (listener.protocol === clear));
  if (mixed) {
    report(context, [path, "listeners", index, "port"], {
      message: `speaks clear text and TLS (got ${String(listener.port)}, as listener ${quote(mixed.name)} with ${mixed.protocol})`,
      rule: "A port speaks one of the two",
      fix: "Give one of them another port",
    });
    return;
  }
  const same = onPort.find(({ hostname }) => hostname === listener.hostname);
  if (!same) return;
  report(context, [path, "listeners", index], {
    message: `is for the same port and host as ${quote(same.name)} (got port ${String(listener.port)}, ${listener.hostname ?? "every host"})`,
    rule: "A port and host belong to one listener",
    fix: "Remove one, or give it a hostname or port of its own",
  });
}

function checkSecrecy(
  context: ValidationContext,
  path: string,
  { protocol, certificates }: GatewayListener,
  index: number,
): void {
  const ends = protocol === ListenerProtocol.Https;
  if (ends === (certificates !== undefined)) return;
  report(context, [path, "listeners", index, "certificates"], {
    message: ends ? "is missing" : `has no use here (got protocol ${quote(protocol)})`,
    rule: ends
      ? "TLS ends at an HTTPS listener, which shows clients a certificate"
      : protocol === clear
        ? "HTTP is clear text"
        : "With TLS the service shows its own certificate: the connection goes on as it is",
    fix: ends ? `Add certificates: [{ name: "<secret>" }]` : `Remove it, or write protocol: "HTTPS"`,
  });
}

function checkCertificates(
  context: ValidationContext,
  path: string,
  place: {
    readonly listener: GatewayListener;
    readonly index: number;
    readonly home: string | undefined;
  },
): void {
  const { listener, index, home } = place;
  const known = Object.keys(context.definition.namespaces);
  (listener.certificates ?? []).forEach(({ namespace = home }, i) => {
    if (namespace === undefined || namespace === home || known.includes(namespace)) return;
    report(context, [path, "listeners", index, "certificates", i, "namespace"], {
      message: `is a namespace that the mesh does not have (got ${quote(namespace)})`,
      rule: "A ReferenceGrant beside the Secret lets the gateway read it, which takes a namespace of the definition",
      fix:
        didYouMean(namespace, known) ||
        `Keep the Secret in the gateway's namespace, or add namespaces[${JSON.stringify(namespace)}]`,
    });
  });
}
