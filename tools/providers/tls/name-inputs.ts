import { textsOf } from "../planned/inputs";
import type { Properties } from "../planned/values";
import { isPropertyMap } from "../shared/property-value";
import type { Subject } from "./distinguished-name";
import type { AlternativeNames } from "./subject-alternative-names";

export function subjectOf(inputs: Properties): Subject {
  const { subject } = inputs;
  return isPropertyMap(subject) ? subject : {};
}

export function alternativeNamesOf(inputs: Properties): AlternativeNames {
  return {
    dnsNames: textsOf(inputs, "dnsNames"),
    ipAddresses: textsOf(inputs, "ipAddresses"),
    uris: textsOf(inputs, "uris"),
  };
}
