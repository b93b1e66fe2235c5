/** Kinds of Kubernetes workloads that run a service's pods. */
export const WorkloadKind = {
  Deployment: "Deployment",
  StatefulSet: "StatefulSet",
  DaemonSet: "DaemonSet",
  /** Runs to its end once. */
  Job: "Job",
  /** Runs to its end again and again. */
  CronJob: "CronJob",
} as const;
export type WorkloadKind = (typeof WorkloadKind)[keyof typeof WorkloadKind];

/** The Kubernetes workload that runs a service's pods. It is the application's own. */
export interface WorkloadDefinition {
  /** Its kind. Default: `Deployment`. */
  kind?: WorkloadKind;
  /**
   * Name of the object. Default: the service's name.
   * @format dns-subdomain
   */
  name?: string;
  /**
   * Write what the mesh asks of the pods onto the workload's pod template, by a patch. The workload must exist, and is rolled out
   * anew; not for a Job, whose template cannot change. Default: false, and the program that declares the workload takes it from
   * `withMesh` or `workloadAnnotations`.
   */
  patch?: boolean;
}
