import { numberOf, textOf } from "../planned/inputs";
import type { ObjectType, Plan, PropertySpec } from "../planned/resource-type";
import { atLeast, eachItem, eachNotEmpty, eachOneOf } from "../planned/rules";
import { Unknown } from "../shared/property-value";
import type { Properties } from "../planned/values";
import { allowedUseNames } from "./allowed-uses";
import type { IssuedCertificate } from "./certificate";
import { nameProblem } from "./subject-alternative-names";
import type { AlternativeNames } from "./subject-alternative-names";

type Specs = Readonly<Record<string, PropertySpec>>;

/** Subject and alternative names: inputs of requests and self-signed certificates. */
export function nameProperties(resource: string): Specs {
  return {
    dnsNames: names("dnsNames", "DNS names that the certificate is for."),
    ipAddresses: names("ipAddresses", "IP addresses that the certificate is for."),
    subject: {
      type: subjectType(resource),
      description: "Distinguished name of the owner.",
      role: "optional",
      replaces: true,
    },
    uris: names("uris", "URIs that the certificate is for, such as a SPIFFE id."),
  };
}

function names(kind: keyof AlternativeNames, description: string): PropertySpec {
  const wellFormed = eachItem((item) => (typeof item === "string" ? nameProblem(kind, item) : undefined));
  // The official plugin takes an empty DNS name, but no other empty name.
  const rules = kind === "dnsNames" ? [wellFormed] : [eachNotEmpty, wellFormed];
  return { type: "strings", description, role: "optional", replaces: true, rules };
}

function subjectType(resource: string): ObjectType {
  const text = "string" as const;
  return {
    name: `${resource}Subject`,
    fields: {
      commonName: text,
      country: text,
      emailAddress: text,
      locality: text,
      organization: text,
      organizationalUnit: text,
      postalCode: text,
      province: text,
      serialNumber: text,
      streetAddresses: "strings",
    },
  };
}

/** What every certificate has, whoever signs it. */
export const certificateProperties: Specs = {
  allowedUses: {
    type: "strings",
    description: `Key usages and extended key usages: ${allowedUseNames.join(", ")}.`,
    role: "required",
    replaces: true,
    rules: [eachOneOf(allowedUseNames)],
  },
  earlyRenewalHours: {
    type: "integer",
    description: "How long before its end the certificate counts as expired, in hours.",
    role: "optional",
    default: 0,
    rules: [atLeast(0)],
  },
  isCaCertificate: flag("Whether the certificate is an authority's."),
  maxPathLength: {
    type: "integer",
    description: "How many authorities may follow below this one; -1 for any number.",
    role: "optional",
    alwaysOutput: true,
    keepsState: true,
    replaces: true,
    rules: [atLeast(-1)],
  },
  setSubjectKeyId: flag("Whether the certificate carries an id of its key; an authority's always does."),
  validityPeriodHours: {
    type: "integer",
    description: "How long the certificate is valid from its creation, in hours.",
    role: "required",
    replaces: true,
    rules: [atLeast(0)],
  },
  certPem: kept("Certificate in PEM, newline included."),
  readyForRenewal: {
    type: "boolean",
    description: "Whether the certificate has expired or is within its early renewal hours.",
    role: "computed",
    default: false,
  },
  validityEndTime: kept("End of the validity, RFC 3339."),
  validityStartTime: kept("Start of the validity, RFC 3339."),
};

/** A true-or-false input that is false when left out. */
export function flag(description: string): PropertySpec {
  return { type: "boolean", description, role: "optional", default: false, replaces: true };
}

function kept(description: string): PropertySpec {
  return { type: "string", description, role: "computed", keepsState: true };
}

/** A certificate whose early renewal has come is replaced, whatever its inputs. */
export function planRenewal({ planned, replaces }: Plan): void {
  const early = planned["earlyRenewalHours"];
  const validity = planned["validityPeriodHours"];
  if (validity === 0) planned["readyForRenewal"] = true;
  if (typeof early === "number" && typeof validity === "number" && early >= validity)
    planned["readyForRenewal"] = true;
  if (isReadyForRenewal(planned)) {
    planned["readyForRenewal"] = Unknown.value;
    replaces.push("readyForRenewal");
  }
}

/** What a refresh changes: time may have brought the certificate into its renewal window. */
export function refreshRenewal(state: Properties): Properties {
  return isReadyForRenewal(state) ? { readyForRenewal: true } : {};
}

function isReadyForRenewal(state: Properties): boolean {
  const end = Date.parse(textOf(state, "validityEndTime"));
  const earlyHours = numberOf(state, "earlyRenewalHours") ?? 0;
  return !Number.isNaN(end) && end - earlyHours * 3_600_000 <= Date.now();
}

export function certificateOutputs(issued: IssuedCertificate): Properties {
  return {
    certPem: issued.pem,
    validityStartTime: issued.notBefore.toISOString(),
    validityEndTime: issued.notAfter.toISOString(),
  };
}
