export { clusterParts } from "./components";
export { type LocalCluster, type LocalClusterOptions, startLocalCluster } from "./local-cluster";
