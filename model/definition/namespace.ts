import type { AccessMode, MtlsMode } from "./enforcement";
import type { LinkerdNamespaceOptions } from "./linkerd";
import type { ProxyDefinition, ProxyResources } from "./proxy";

/** Who brings the Namespace object. */
export const NamespaceManagement = {
  /** This program creates the namespace, and deletes it. */
  Created: "created",
  /** Someone else owns it: only the mesh's own annotations are added, and taken away again. */
  Existing: "existing",
} as const;
export type NamespaceManagement = (typeof NamespaceManagement)[keyof typeof NamespaceManagement];

/** Whether new pods of a namespace join the mesh. */
export const Injection = {
  /** A proxy is added to each new pod. Pods that run already join when they are restarted. */
  Enabled: "enabled",
  /** Pods stay outside the mesh. */
  Disabled: "disabled",
} as const;
export type Injection = (typeof Injection)[keyof typeof Injection];

/** Who may call services that list no `allow` of their own, and ports that no service declares. */
export const DefaultAccess = {
  /** Nobody but kubelet probes. */
  Deny: "deny",
  /** Meshed workloads of the same namespace. */
  SameNamespace: "same-namespace",
  /** Every meshed workload. */
  Mesh: "mesh",
  /** Everyone, also without identity or encryption. */
  All: "all",
} as const;
export type DefaultAccess = (typeof DefaultAccess)[keyof typeof DefaultAccess];

/** A namespace whose workloads belong to the mesh. */
export interface NamespaceDefinition {
  /** Who brings the Namespace object. Default: `existing`, so that nothing of others is taken over. */
  management?: NamespaceManagement;
  /** Whether new pods join the mesh. Default: `enabled`. */
  injection?: Injection;
  /** Who may call where nothing more is said. Default: `deny`. */
  defaultAccess?: DefaultAccess;
  /** What happens to requests that no rule lets in. Default: `enforce`. A service can have a mode of its own. */
  accessMode?: AccessMode;
  /**
   * Whether callers that a rule names by identity have to prove it. Default: `required`. A service can have a mode of its own;
   * ports that no service declares always require it.
   */
  mtls?: MtlsMode;
  /** Resources of each proxy. Default: the control plane's. */
  proxyResources?: ProxyResources;
  /** How proxies run. Default: the control plane's. */
  proxy?: ProxyDefinition;
  /** Settings that only Linkerd has. */
  linkerd?: LinkerdNamespaceOptions;
}
