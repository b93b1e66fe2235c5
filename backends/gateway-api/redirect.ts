import type { PathModifier, ResolvedRedirect } from "../../model";

/** A redirect as a filter. The status is always written, because meshes exist whose default is not Gateway API's. */
export function redirectFilter({
  scheme,
  host,
  port,
  path,
  status,
}: ResolvedRedirect): Record<string, unknown> {
  const requestRedirect = {
    ...(scheme && { scheme }),
    ...(host !== undefined && { hostname: host }),
    ...(port !== undefined && { port }),
    ...(path && { path: pathModifier(path) }),
    statusCode: status,
  };
  return { type: "RequestRedirect", requestRedirect };
}

function pathModifier({ type, value }: PathModifier): Record<string, unknown> {
  return type === "ReplaceFullPath" ? { type, replaceFullPath: value } : { type, replacePrefixMatch: value };
}
