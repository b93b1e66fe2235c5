import type { AccessRule, JwtProvider, PortDefinition } from "../definition";
import { childPath, didYouMean, joinPath, quote } from "../problem";
import { carriesRequests, report, type ServiceUnderCheck, type ValidationContext } from "./context";
import { hasOwn } from "../values/own";

/** Issuers of tokens are told apart by what their tokens say, and their keys can be had. */
export function checkJwtProviders(context: ValidationContext): void {
  const named = new Map<string, string>();
  for (const [name, provider] of Object.entries(context.definition.jwtProviders ?? {})) {
    const path = joinPath("jwtProviders", name);
    const other = named.get(provider.issuer);
    named.set(provider.issuer, other ?? name);
    if (other !== undefined) {
      report(context, [path, "issuer"], {
        message: `is the issuer of ${quote(other)} too (got ${quote(provider.issuer)})`,
        rule: "A token says nothing but its issuer about where it comes from, so two providers of one issuer cannot be told apart",
        fix: "Declare one provider, with the audiences of both",
      });
    }
    checkKeys(context, provider, path);
  }
}

function checkKeys(context: ValidationContext, { jwks, jwksUri }: JwtProvider, path: string): void {
  if ((jwks === undefined) === (jwksUri === undefined)) {
    report(context, [path], {
      message: jwks === undefined ? "has no keys" : "has keys in two places",
      rule: "A token is checked against the issuer's key set: either jwksUri or jwks",
      fix: jwks === undefined ? "Add jwksUri" : "Remove one of the two",
    });
  }
  const wrong = jwks === undefined ? undefined : faultOf(jwks);
  if (wrong === undefined) return;
  // The text is never quoted: it may hold a private key.
  report(context, [path, "jwks"], {
    message: wrong,
    rule: `A key set is JSON text of the form {"keys": […]} with at least one public key (RFC 7517)`,
    fix: "Paste what the issuer publishes, or use jwksUri",
  });
}

const privateParameters = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

function faultOf(text: string): string | undefined {
  const keys = keysOf(text);
  if (keys === undefined) return "is not a key set";
  if (keys.length === 0) return "holds no key";
  const isPrivate = keys.some((key) => privateParameters.some((parameter) => hasOwn(key, parameter)));
  if (isPrivate) return "holds a private or symmetric key, by which anybody who reads it could issue tokens";
  return keys.every((key) => hasOwn(key, "kty")) ? undefined : "holds a key without a type (kty)";
}

function keysOf(text: string): object[] | undefined {
  try {
    const parsed = JSON.parse(text) as { readonly keys?: unknown } | null;
    const keys: unknown = parsed?.keys;
    if (!Array.isArray(keys)) return undefined;
    return keys.every((key): key is object => typeof key === "object" && key !== null) ? keys : undefined;
  } catch {
    return undefined;
  }
}

/** A rule asks for tokens of a provider that is declared, on ports where the mesh sees them. */
export function checkJwtRequirement(
  context: ValidationContext,
  service: ServiceUnderCheck,
  { jwt, ports }: AccessRule,
  path: string,
): void {
  if (!jwt) return;
  const providers = Object.keys(context.definition.jwtProviders ?? {});
  if (!providers.includes(jwt.provider)) {
    report(context, [path, "jwt", "provider"], {
      message: `is not declared (got ${quote(jwt.provider)})`,
      rule: `Issuers of tokens stand under jwtProviders (here ${providers.join(", ") || "none"})`,
      fix: didYouMean(jwt.provider, providers) || `Declare ${joinPath("jwtProviders", jwt.provider)}`,
    });
  }
  const isMeant = ({ port, protocol }: PortDefinition): boolean =>
    (ports === undefined || ports.includes(port)) && !carriesRequests(protocol);
  const blind = (service.definition.ports ?? []).filter(isMeant);
  if (blind.length === 0) return;
  report(context, [childPath(path, "jwt")], {
    message: `asks for a token on ports on which no requests are seen (got ${blind.map(({ port, protocol }) => `${String(port)} ${protocol}`).join(", ")})`,
    rule: "Tokens come in a header, and headers are seen on http, http2 and grpc ports",
    fix: "Limit the rule by ports",
  });
}
