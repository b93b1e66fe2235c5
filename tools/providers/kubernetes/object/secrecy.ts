import { containsSecret, isPropertyMap, Secret, type PropertyMap } from "../../shared/property-value";

/**
 * Marks in `outputs` what is secret in `inputs`, and always the payload of a Secret. Maps are followed key by key, so that
 * one secret does not hide a whole object; a list with a secret in it is secret as a whole, because the API server may
 * reorder it. Changes `outputs` in place.
 */
export function markSecrets(outputs: PropertyMap, inputs: PropertyMap): void {
  if (outputs["kind"] === "Secret") {
    for (const key of ["data", "stringData"]) {
      const payload = outputs[key];
      if (payload !== undefined && !(payload instanceof Secret)) outputs[key] = new Secret(payload);
    }
    return;
  }
  for (const [key, input] of Object.entries(inputs)) {
    const output = outputs[key];
    if (output === undefined) continue;
    if (isPropertyMap(output) && isPropertyMap(input)) markSecrets(output, input);
    else if (!(output instanceof Secret) && containsSecret(input)) outputs[key] = new Secret(output);
  }
}
