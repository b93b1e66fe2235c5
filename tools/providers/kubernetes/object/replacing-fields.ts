import type { PropertyMap, PropertyValue } from "../../shared/property-value";
import { isList, isPropertyMap } from "../../shared/property-value";
import { groupVersionKindOf } from "./group-version-kind";
import { at, isCoreKind, type Manifest } from "./manifest";

/** Which data may change in place, as the provider is configured. */
export interface Mutability {
  readonly secrets: boolean;
  readonly configMaps: boolean;
}

const identity = ["metadata.name", "metadata.namespace"];
const selector = ["spec.selector"];
const containerFields =
  "args command env image imagePullPolicy lifecycle livenessProbe ports readinessProbe resources securityContext stdin " +
  "stdinOnce terminationMessagePath terminationMessagePolicy tty volumeDevices volumeMounts workingDir";
const podFields =
  "affinity automountServiceAccountToken dnsConfig dnsPolicy enableServiceLinks hostAliases hostIPC hostNetwork hostPID " +
  "hostname imagePullSecrets nodeName nodeSelector overhead preemptionPolicy priority priorityClassName readinessGates " +
  "restartPolicy runtimeClassName schedulerName securityContext serviceAccount serviceAccountName shareProcessNamespace " +
  "subdomain terminationGracePeriodSeconds volumes";
const volumeSources =
  "awsElasticBlockStore azureDisk azureFile cephfs cinder csi fc flexVolume flocker gcePersistentDisk glusterfs hostPath " +
  "iscsi local nfs photonPersistentDisk portworxVolume quobyte rbd scaleIO storageos vsphereVolume";

function within(prefix: string, fields: string): string[] {
  return fields.split(" ").map((field) => `${prefix}.${field}`);
}

/** Fields that the API server refuses to change, by `<group>/<Kind>`. */
const immutableFields: Readonly<Record<string, readonly string[]>> = {
  "apps/DaemonSet": selector,
  "apps/Deployment": selector,
  "apps/StatefulSet": [
    ...selector,
    ...within("spec", "podManagementPolicy revisionHistoryLimit serviceName volumeClaimTemplates"),
  ],
  "batch/Job": [...selector, ...within("spec", "completions parallelism template")],
  "rbac.authorization.k8s.io/ClusterRoleBinding": ["roleRef"],
  "rbac.authorization.k8s.io/RoleBinding": ["roleRef"],
  "storage.k8s.io/StorageClass": ["parameters", "provisioner"],
  "/PersistentVolume": within("spec", volumeSources),
  "/PersistentVolumeClaim": [...selector, ...within("spec", "accessModes storageClassName volumeName")],
  "/Pod": [
    ...within("spec", podFields),
    ...within("spec.containers[*]", containerFields),
    ...within("spec.initContainers[*]", containerFields),
  ],
  "/ResourceQuota": ["spec.scopes"],
  "/Secret": ["type"],
  "/Service": ["spec.clusterIP"],
};

/** Paths whose change replaces the object instead of updating it. */
export function replacingFields(manifest: Manifest, mutable: Mutability): readonly string[] {
  const frozen = at(manifest, "immutable") === true;
  if (isCoreKind(manifest, "Secret") && (!mutable.secrets || frozen)) {
    return [...identity, "type", "stringData", "data"];
  }
  if (isCoreKind(manifest, "ConfigMap") && (!mutable.configMaps || frozen)) {
    return [...identity, "binaryData", "data"];
  }
  const { group, kind } = groupVersionKindOf(manifest);
  return [...identity, ...(immutableFields[`${group}/${kind}`] ?? [])];
}

/** A Patch owns no object, so all but the identity of its target can change in place. */
export const patchReplacingFields: readonly string[] = identity;

/** Whether a change of `value` at `path` touches the field. */
export function touches(field: string, path: readonly (string | number)[], value: PropertyValue): boolean {
  return isPresent(wrap(path, value), field.replaceAll("[*]", ".*").split("."));
}

function wrap(path: readonly (string | number)[], value: PropertyValue): PropertyValue {
  return path.reduceRight<PropertyValue>(
    (inner, step) => (typeof step === "number" ? [inner] : ({ [step]: inner } satisfies PropertyMap)),
    value,
  );
}

function isPresent(value: PropertyValue | undefined, steps: readonly string[]): boolean {
  const [step, ...rest] = steps;
  if (step === undefined) return value !== undefined;
  if (step === "*") return isList(value) && value.some((element) => isPresent(element, rest));
  return isPropertyMap(value) && step in value && isPresent(value[step], rest);
}
