import type { Management } from "./control-plane";
import type { AbsolutePath, DnsLabel } from "./scalars";

/**
 * A plug-in of the nodes' network that leads traffic through proxies. Without it each pod does so itself, in an init container
 * that needs the right to change its network, which the Pod Security level `restricted` forbids.
 */
export interface CniDefinition {
  /** Who installs it on the nodes. Default: `installed`. */
  management?: Management;
  /** Namespace it runs in. Default: the mesh's usual one (Linkerd: `linkerd-cni`). */
  namespace?: DnsLabel;
  /** Folder of the nodes that holds the network's configuration. Default: `/etc/cni/net.d`. */
  configurationDirectory?: AbsolutePath;
  /** Folder of the nodes that holds network plug-ins. Default: `/opt/cni/bin`. */
  binaryDirectory?: AbsolutePath;
  /**
   * Restart pods that started on a node before the plug-in did, and so have no way through their proxy. Default: true.
   */
  repair?: boolean;
}
