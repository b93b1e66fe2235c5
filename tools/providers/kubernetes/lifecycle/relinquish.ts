import { isNotFound } from "../api/api-error";
import type { KindClient } from "../api/object-client";
import { apiVersionOf, kindOf, nameOf, namespaceOf, setNamespace, type Manifest } from "../object/manifest";

/** Gives up all fields of a manager: the server removes what nobody else owns. An object that is gone has none. */
export async function relinquish(client: KindClient, target: Manifest, fieldManager: string): Promise<void> {
  try {
    // Applying to an object that does not exist would create it.
    await client.get(nameOf(target));
  } catch (error) {
    if (isNotFound(error)) return;
    throw error;
  }
  const bare: Manifest = {
    apiVersion: apiVersionOf(target),
    kind: kindOf(target),
    metadata: { name: nameOf(target) },
  };
  setNamespace(bare, namespaceOf(target));
  await client.apply(bare, { fieldManager });
}
