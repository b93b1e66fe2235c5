import { isPropertyMap } from "../../shared/property-value";
import { isSame } from "../object/merge-patch";
import { at, listAt, nameOf, numberAt, stringAt } from "../object/manifest";
import { conditionOf, isTrue } from "./conditions";
import type { ReadinessRule } from "./readiness-rule";

const minuteMs = 60_000;

export const persistentVolumeRule: ReadinessRule = {
  related: [],
  onRefresh: false,
  timeoutMs: 5 * minuteMs,
  assess: ({ object }) => ({ ready: ["Available", "Bound"].includes(stringAt(object, "status", "phase")) }),
};

/** A claim whose storage class waits for the first Pod stays pending until there is one. */
export const persistentVolumeClaimRule: ReadinessRule = {
  related: ["storageclasses"],
  onRefresh: false,
  timeoutMs: 5 * minuteMs,
  assess: (view) => {
    const phase = stringAt(view.object, "status", "phase");
    const className = stringAt(view.object, "spec", "storageClassName");
    const storageClass = view.related("storageclasses").find((candidate) => nameOf(candidate) === className);
    const late = stringAt(storageClass, "volumeBindingMode") === "WaitForFirstConsumer";
    return { ready: phase === "Bound" || (late && phase === "Pending") };
  },
};

export const replicationControllerRule: ReadinessRule = {
  related: [],
  onRefresh: false,
  timeoutMs: 10 * minuteMs,
  assess: ({ object }) => ({
    ready:
      (numberAt(object, "spec", "replicas") ?? 1) === (numberAt(object, "status", "availableReplicas") ?? 0),
  }),
};

export const resourceQuotaRule: ReadinessRule = {
  related: [],
  onRefresh: false,
  timeoutMs: minuteMs,
  assess: ({ object }) => ({ ready: isSame(at(object, "spec", "hard"), at(object, "status", "hard")) }),
};

/** Only a service account's token is filled in by a controller. */
export const secretRule: ReadinessRule = {
  related: [],
  onRefresh: false,
  timeoutMs: 5000,
  assess: ({ object }) => {
    const data = object["data"];
    const generated = stringAt(object, "type") === "kubernetes.io/service-account-token";
    return { ready: !generated || (isPropertyMap(data) && Object.keys(data).length > 0) };
  },
};

export const ingressRule: ReadinessRule = {
  related: [],
  onRefresh: true,
  assess: ({ object }) => {
    const ready = listAt(object, "status", "loadBalancer", "ingress").length > 0;
    return {
      ready,
      status: "Waiting for an address of the Ingress",
      reasons: ready ? [] : ["Ingress was not allocated an address; is there a controller for its class?"],
    };
  },
};

/** Objects of a kind can be created once its definition is established, which takes the API server a moment. */
export const customResourceDefinitionRule: ReadinessRule = {
  related: [],
  onRefresh: false,
  keepsCreated: true,
  assess: ({ object }) => ({
    ready: isTrue(conditionOf(object, "Established")),
    status: "Waiting for the CustomResourceDefinition to be established",
    reasons: [stringAt(conditionOf(object, "NamesAccepted"), "message")].filter((message) => message !== ""),
  }),
};
