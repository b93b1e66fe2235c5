import * as pulumi from "@pulumi/pulumi";
import { certificateEnds, certificateFindings, checkCertificates, type RawFinding } from "../../analysis";
import type { RenderedMesh } from "../../backends";
import { Management, MeshInputError, throwIfAny, type MeshDefinition, type Problem } from "../../model";
import { DefinitionError } from "../definition-error";
import type { Predecessor } from "../ordering";
import { clock } from "./clock";
import { shapeProblems } from "./certificates-shape";
import type { ProvidedCertificates } from "./provided-certificates";
import { readProvided, type KnownCertificates, type ProvidedPem } from "./read-provided";

/** Provided certificates that are in order, or will have been found so before anyone gets them. */
export interface CheckedCertificates {
  /** A secret. */
  readonly pem: pulumi.Output<ProvidedPem>;
  /** When each ends: key is `anchor/<name>` or the certificate's role, value an RFC 3339 time. */
  readonly ends: pulumi.Output<Record<string, string>>;
  /** Whether the webhooks' certificates are among them. */
  readonly withWebhooks: boolean;
  /** What deserves a look in them; nothing where they are not known yet. */
  readonly findings: readonly RawFinding[] | undefined;
  /** The same for those that become known later. */
  readonly laterFindings: pulumi.Output<readonly RawFinding[]>;
  /** Whoever waits for it starts only when the certificates are in order. It stands for no resource. */
  readonly condition: readonly Predecessor[];
}

const subject = "set of certificates";
const field = "certificates";
const checks = new WeakMap<MeshDefinition, { given: ProvidedCertificates; checked: CheckedCertificates }>();

/**
 * Checks what a definition rests on. Texts that are there already are checked at once; others when they are there, and whatever
 * waits for the result then fails with every problem.
 * @throws MeshInputError with every problem of what is there
 */
export function checkProvided(
  component: pulumi.Resource,
  definition: MeshDefinition,
  rendered: RenderedMesh,
  given: ProvidedCertificates | undefined,
): CheckedCertificates | undefined {
  throwIfAny(subject, presenceProblems(rendered, given));
  if (given === undefined) return undefined;
  throwIfAny(subject, shapeProblems(given));
  const earlier = checks.get(definition);
  if (earlier?.given === given) return earlier.checked;
  const checked = isKnown(given) ? checkNow(rendered, given) : checkLater(component, rendered, given);
  checks.set(definition, { given, checked });
  return checked;
}

function presenceProblems({ mesh, installation }: RenderedMesh, given: object | undefined): Problem[] {
  const installed = mesh.controlPlane.management === Management.Installed;
  const wanted = installed && installation.trust.provided !== undefined;
  if (wanted === (given !== undefined)) return [];
  if (wanted)
    return [
      {
        path: field,
        message: "is missing",
        rule: `trust.source is "provided"`,
        fix: "Pass the root certificates and the issuer with its key beside the definition",
      },
    ];
  return [
    {
      path: field,
      message: "has no effect here",
      rule: installed
        ? `trust.source is "${mesh.trust.source}"`
        : "The control plane is someone else's, and so are its certificates",
      fix: installed ? `Write trust: { source: "provided" }, or leave it out` : "Leave it out",
    },
  ];
}

function checkNow(rendered: RenderedMesh, given: KnownCertificates): CheckedCertificates {
  const { pem, ends, findings } = judge(rendered, given);
  return {
    pem: pulumi.secret(pem),
    ends: pulumi.output(ends),
    withWebhooks: given.webhooks !== undefined,
    findings,
    laterFindings: pulumi.output([]),
    condition: [],
  };
}

function checkLater(
  component: pulumi.Resource,
  rendered: RenderedMesh,
  given: ProvidedCertificates,
): CheckedCertificates {
  const judged = pulumi.secret(
    pulumi.output(given).apply((known) => {
      try {
        return judge(rendered, known);
      } catch (error) {
        if (error instanceof MeshInputError) throw new DefinitionError(error, component);
        throw error;
      }
    }),
  );
  return {
    pem: judged.apply(({ pem }) => pem),
    ends: pulumi.unsecret(judged.apply(({ ends }) => ends)),
    withWebhooks: given.webhooks !== undefined,
    findings: undefined,
    // Dates and paths are no secret.
    laterFindings: pulumi.unsecret(judged.apply(({ findings }) => findings)),
    condition: [judged.apply((): pulumi.Resource[] => []) as unknown as Predecessor],
  };
}

interface Judged {
  readonly pem: ProvidedPem;
  readonly ends: Record<string, string>;
  readonly findings: readonly RawFinding[];
}

/** @throws MeshInputError with every problem */
function judge({ installation }: RenderedMesh, given: KnownCertificates): Judged {
  const { facts, pem } = readProvided(given);
  throwIfAny(subject, checkCertificates(installation.trust, facts, clock.now()));
  return {
    pem,
    ends: certificateEnds(facts),
    findings: certificateFindings(facts, clock.now()),
  };
}

/** Whether everything is a plain text already, as configuration gives it. */
function isKnown(given: ProvidedCertificates): given is KnownCertificates {
  const { anchors, issuer, webhooks } = given;
  const pairs = [issuer, ...Object.values(webhooks?.certificates ?? {})];
  const texts = [
    ...Object.values(anchors),
    ...pairs.flatMap(({ certificate, key }) => [certificate, key]),
    ...(webhooks === undefined ? [] : [webhooks.authority]),
  ];
  return texts.every((text) => typeof text === "string");
}
