import type { PropertySpec } from "../planned/resource-type";
import { equal } from "../planned/values";
import { isPropertyMap } from "../shared/property-value";

/** Values whose change makes a new random result. Adding an empty map to a resource that has none changes nothing. */
export const keepers: PropertySpec = {
  type: "map",
  description:
    "Values of your choice; when one of them changes, the resource is replaced and its result drawn anew.",
  role: "optional",
  replaces: (prior, planned) => {
    const before = isPropertyMap(prior) ? prior : {};
    return !equal(before, planned === undefined ? {} : planned);
  },
};

/** An output that is drawn once and stays. */
export function drawn(type: PropertySpec["type"], description: string, secret = false): PropertySpec {
  return { type, description, role: "computed", keepsState: true, secret };
}

export const seed: PropertySpec = {
  type: "string",
  description:
    "Makes the draw repeatable: the same seed and inputs give the same result with the same provider.",
  role: "optional",
  replaces: true,
};
