import { Injection } from "../definition";
import type { ResolvedMesh, ResolvedNamespace } from "./resolved";

/** Whether pods of a namespace may have proxies: by the namespace's word, or by that of one of its services. */
export function hasProxies({ services }: ResolvedMesh, { name, injection }: ResolvedNamespace): boolean {
  if (injection === Injection.Enabled) return true;
  return services.some((service) => service.namespace === name && service.injection === Injection.Enabled);
}
