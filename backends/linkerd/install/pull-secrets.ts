import { valuesFrom, type ChartValue } from "./chart-values";
import { listValue } from "./container-values";

/** Credentials for images: the same value in every chart. */
export function pullSecretValues(pullSecrets: readonly string[]): ChartValue[] {
  return valuesFrom("controlPlane.images.pullSecrets", {
    imagePullSecrets: listValue(pullSecrets.map((name) => ({ name }))),
  });
}
