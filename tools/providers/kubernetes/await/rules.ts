import { daemonSetRule } from "./daemon-set";
import { deploymentRule } from "./deployment";
import { jobRule } from "./job";
import {
  customResourceDefinitionRule,
  ingressRule,
  persistentVolumeClaimRule,
  persistentVolumeRule,
  replicationControllerRule,
  resourceQuotaRule,
  secretRule,
} from "./other-rules";
import { podRule } from "./pod";
import type { ReadinessRule } from "./readiness-rule";
import { serviceRule } from "./service";
import { statefulSetRule } from "./stateful-set";
import { apiVersionOf, kindOf, type Manifest } from "../object/manifest";

const rules: Readonly<Record<string, ReadinessRule>> = {
  "apps/v1/DaemonSet": daemonSetRule,
  "apps/v1/Deployment": deploymentRule,
  "apps/v1/StatefulSet": statefulSetRule,
  "apiextensions.k8s.io/v1/CustomResourceDefinition": customResourceDefinitionRule,
  "batch/v1/Job": jobRule,
  "networking.k8s.io/v1/Ingress": ingressRule,
  "v1/PersistentVolume": persistentVolumeRule,
  "v1/PersistentVolumeClaim": persistentVolumeClaimRule,
  "v1/Pod": podRule,
  "v1/ReplicationController": replicationControllerRule,
  "v1/ResourceQuota": resourceQuotaRule,
  "v1/Secret": secretRule,
  "v1/Service": serviceRule,
};

/** Objects of other kinds work as soon as the API server has accepted them. */
export function readinessRuleFor(object: Manifest): ReadinessRule | undefined {
  return rules[`${apiVersionOf(object)}/${kindOf(object)}`];
}
