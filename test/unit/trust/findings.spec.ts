import assert from "node:assert/strict";
import { analyse, madeCertificateFindings, type RawFinding } from "../../../analysis";
import { renderMesh } from "../../../backends";
import type { MeshDefinition } from "../../../model";
import { meshOf } from "../../support/definition";

function rendered(changes: Partial<MeshDefinition>) {
  const definition = meshOf({}, { environment: "production", ...changes });
  return renderMesh(definition);
}

function codes(changes: Partial<MeshDefinition>, certificates?: RawFinding[]): string[] {
  return analyse(rendered(changes).mesh, certificates)
    .map(({ code, path }) => `${code} ${path}`)
    .filter((line) => /certificate|issuer|root|accepted/.test(line));
}

const soon: RawFinding = {
  code: "certificate-ends-soon",
  path: "certificates.issuer.certificate",
  message: "ends",
  fix: "Renew it",
};
const accepted = { code: "certificate-ends-soon", reason: "the successor comes on Monday" };

describe("findings about trust", () => {
  it("ask for longer lives only of certificates that are renewed by hand", () => {
    const short = { issuer: { validityDays: 30 }, webhooks: { validityDays: 30 } };
    assert.deepEqual(codes({ trust: short }), [
      "short-lived-certificate trust.issuer.validityDays",
      "short-lived-certificate trust.webhooks.validityDays",
    ]);
    assert.deepEqual(codes({ trust: { source: "provided", webhooks: { validityDays: 30 } } }), [
      "short-lived-certificate trust.webhooks.validityDays",
    ]);
    const inPlace = { certManager: { rootNamespace: "linkerd" } };
    assert.deepEqual(codes({ trust: { source: "cert-manager", ...short, ...inPlace } }), []);
  });

  it("warn of an issuer that signs for every namespace", () => {
    const line = "issuer-for-every-namespace trust.certManager";
    assert.deepEqual(codes({ trust: { source: "cert-manager" } }), [line]);
    assert.deepEqual(
      codes({ trust: { source: "cert-manager" }, controlPlane: { management: "existing" } }),
      [],
    );
    const moved = { controlPlane: { namespace: "mesh" } };
    assert.deepEqual(
      codes({ ...moved, trust: { source: "cert-manager", certManager: { rootNamespace: "mesh" } } }),
      [],
    );
    assert.deepEqual(
      codes({ ...moved, trust: { source: "cert-manager", certManager: { rootNamespace: "linkerd" } } }),
      [line],
    );
  });

  it("ask nobody to protect roots that are not in our hands", () => {
    const [issuer, roots] = [{ name: "company" }, [{ kind: "Secret" as const, name: "root" }]];
    assert.deepEqual(codes({ trust: { source: "cert-manager", certManager: { issuer, roots } } }), []);
    assert.deepEqual(codes({ trust: { protect: false } }), ["unprotected-root trust.protect"]);
  });

  it("include those of certificates, which can be accepted", () => {
    assert.deepEqual(codes({}, [soon]), [`${soon.code} ${soon.path}`]);
    assert.deepEqual(codes({ acceptedFindings: [accepted] }, [soon]), []);
    assert.deepEqual(codes({ acceptedFindings: [accepted] }, []), ["accepted-nothing acceptedFindings[0]"]);
  });

  it("do not call an acceptance idle while the certificates are not known", () => {
    assert.deepEqual(codes({ acceptedFindings: [accepted] }), []);
  });
});

describe("findings about certificates that the deployment made", () => {
  const plan = rendered({}).installation.trust;
  const now = Date.parse("2026-06-01T00:00:00Z");
  const lines = (ends: Record<string, string>): string[] =>
    madeCertificateFindings(plan, ends, now).map(({ code, path, message }) => `${code} ${path}: ${message}`);

  it("name what ends within 60 days, and how it is renewed", () => {
    const ends = {
      "anchor/root-1": "2036-01-01T00:00:00Z",
      issuer: "2026-07-30T23:59:59Z",
      injector: "2026-07-31T00:00:00Z",
    };
    assert.deepEqual(lines(ends), [
      "certificate-ends-soon trust.issuer: issuer ends at 2026-07-30T23:59:59Z, in less than 60 days",
    ]);
    const [root] = madeCertificateFindings(plan, { "anchor/root-1": "2026-06-02T00:00:00Z" }, now);
    assert.match(`${root?.path ?? ""} ${root?.fix ?? ""}`, /trust\.anchors Stage a new anchor/);
  });

  it("name what outlives its root", () => {
    const ends = { "anchor/root-1": "2026-12-01T00:00:00Z", issuer: "2026-12-01T00:00:01Z" };
    assert.match(
      lines(ends).join("\n"),
      /^certificate-outlives-root trust\.issuer: issuer ends at .*, after its root/,
    );
  });
});
