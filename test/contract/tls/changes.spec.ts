import assert from "node:assert/strict";
import { ContractStack } from "../harness";
import type { Step } from "../harness";
import { reportProvider } from "../provider-in-use";

type Inputs = Readonly<Record<string, unknown>>;

interface Change {
  readonly type: string;
  readonly from: Inputs;
  readonly to: Inputs;
  readonly op: "replace" | "update" | "none";
  /** The properties that force the replacement. */
  readonly reasons: readonly string[];
}

const replaced = (type: string, from: Inputs, to: Inputs, reasons = Object.keys(to)): Change => {
  return { type, from, to, op: "replace", reasons };
};
const updated = (type: string, from: Inputs, to: Inputs): Change => ({
  type,
  from,
  to,
  op: "update",
  reasons: [],
});
const unchanged = (type: string, from: Inputs, to: Inputs): Change => ({
  type,
  from,
  to,
  op: "none",
  reasons: [],
});

const changes: Readonly<Record<string, Change>> = {
  curve: replaced("PrivateKey", {}, { ecdsaCurve: "P384" }),
  "unused-size": replaced("PrivateKey", {}, { rsaBits: 4096 }),
  algorithm: replaced("PrivateKey", {}, { algorithm: "ED25519" }),
  "default-size": unchanged("PrivateKey", {}, { rsaBits: 2048 }),
  "names-of-request": replaced(
    "CertRequest",
    {},
    { dnsNames: ["a.example", "b.example"], uris: ["spiffe://a"] },
  ),
  "subject-of-request": replaced("CertRequest", {}, { subject: { commonName: "a" } }),
  validity: replaced("SelfSignedCert", {}, { validityPeriodHours: 51 }),
  "order-of-uses": replaced("SelfSignedCert", {}, { allowedUses: ["crl_signing", "cert_signing"] }),
  subject: replaced("SelfSignedCert", {}, { subject: { commonName: "subject", country: "DE" } }),
  names: replaced("SelfSignedCert", {}, { dnsNames: ["a"], ipAddresses: ["10.0.0.1"], uris: ["spiffe://a"] }),
  "first-path-length": replaced("SelfSignedCert", {}, { maxPathLength: 0 }),
  "key-ids": replaced("SelfSignedCert", {}, { setAuthorityKeyId: true, setSubjectKeyId: true }),
  authority: replaced("SelfSignedCert", {}, { isCaCertificate: false }),
  "explicit-defaults": unchanged("SelfSignedCert", {}, { earlyRenewalHours: 0, setSubjectKeyId: false }),
  "early-renewal": updated("SelfSignedCert", {}, { earlyRenewalHours: 5 }),
  "path-length": replaced(
    "LocallySignedCert",
    { isCaCertificate: true, maxPathLength: 3 },
    { isCaCertificate: true, maxPathLength: 2 },
    ["maxPathLength"],
  ),
  "no-path-length": unchanged(
    "LocallySignedCert",
    { isCaCertificate: true, maxPathLength: 3 },
    { isCaCertificate: true },
  ),
  "early-renewal-of-signed": updated("LocallySignedCert", {}, { earlyRenewalHours: 23 }),
  // In the renewal window the plan itself adds the replacement.
  "renewal-window": replaced("LocallySignedCert", {}, { earlyRenewalHours: 24 }, ["readyForRenewal"]),
  "stays-in-renewal-window": replaced(
    "LocallySignedCert",
    { validityPeriodHours: 0 },
    { validityPeriodHours: 0 },
    ["readyForRenewal"],
  ),
};

describe("tls contract: what a changed input does", function () {
  this.timeout(300_000);
  let stack: ContractStack;
  let steps: ReadonlyMap<string, Step>;

  const configure = (side: "from" | "to"): void => {
    const cases = Object.entries(changes).map(
      ([name, change]) => [name, { type: change.type, inputs: change[side] }] as const,
    );
    stack.configure({ cases: Object.fromEntries(cases) });
  };

  before(async () => {
    stack = await ContractStack.open("tls/cases", ["provider-tls"]);
    reportProvider(stack.toolchain);
    configure("from");
    await stack.up();
    configure("to");
    steps = new Map((await stack.preview()).map((step) => [step.name, step]));
  });
  after(() => {
    stack.close();
  });

  for (const [name, { type, to, op, reasons }] of Object.entries(changes)) {
    it(`${type}, ${name.replaceAll("-", " ")}: ${JSON.stringify(to)} → ${op}`, () => {
      const step = steps.get(name);
      assert.equal(step?.op ?? "none", op);
      assert.deepEqual([...(step?.replaceReasons ?? [])].sort(), [...reasons].sort());
    });
  }

  it("updates the renewal window in place, and renews what is in its window each time", async () => {
    const before = await stack.resources();
    assert.equal(before.get("stays-in-renewal-window")?.outputs["readyForRenewal"], true);
    await stack.up();
    const after = await stack.resources();
    for (const name of ["early-renewal", "early-renewal-of-signed", "no-path-length"]) {
      assert.equal(after.get(name)?.outputs["certPem"], before.get(name)?.outputs["certPem"], name);
      assert.equal(after.get(name)?.id, before.get(name)?.id, name);
    }
    assert.equal(after.get("early-renewal")?.outputs["earlyRenewalHours"], 5);
    assert.equal(after.get("no-path-length")?.outputs["maxPathLength"], 3);
    for (const name of ["renewal-window", "stays-in-renewal-window", "validity"]) {
      assert.notEqual(after.get(name)?.id, before.get(name)?.id, name);
    }
    const again = (await stack.preview()).map(({ op, name }) => `${op} ${name}`).sort();
    assert.deepEqual(again, ["replace renewal-window", "replace stays-in-renewal-window"]);
  });
});
