import assert from "node:assert/strict";
import { issue, keyAs, KeyUsageFlags } from "../../support/certificates";
import { assertProblems, certificates, findingsOf, problemsOf } from "./provided";

const anchor = `certificates.anchors["root-1"]`;
const issuer = "certificates.issuer.certificate";
const issuerKey = "certificates.issuer.key";

describe("provided certificates that are in order", () => {
  it("are a root and an issuer of ECDSA P-256", async () => {
    const given = await certificates();
    assertProblems(given, []);
    assert.deepEqual(findingsOf(given), []);
  });

  for (const kind of ["rsa2048"] as const)
    it(`may have a root of ${kind}`, async () => {
      assertProblems(await certificates({ root: { kind } }), []);
    });

  it("may hold intermediate certificates, the nearest first, and the root behind them", async () => {
    const { root } = await certificates();
    const upper = await issue({ name: "upper", by: root, pathLength: 2, to: 900 });
    const lower = await issue({ name: "lower", by: upper, pathLength: 1, to: 800 });
    const { certificate, key } = await issue({ name: "issuer", by: lower, pathLength: 0 });
    const anchors = { "root-1": root.certificate };
    for (const end of ["", root.certificate]) {
      const chain = certificate + lower.certificate + upper.certificate + end;
      assertProblems({ anchors, issuer: { certificate: chain, key } }, []);
    }
  });

  it("may have a key as openssl writes it, with the curve before it, and blanks around everything", async () => {
    const { anchors, issued } = await certificates();
    const parameters = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
    const key = `\n${parameters}${keyAs(issued.key, "sec1")}\r\n`;
    const indented = issued.certificate.replaceAll("\n", "\r\n    ");
    assertProblems({ anchors, issuer: { certificate: indented, key } }, []);
  });

  it("may end on the same second as their root", async () => {
    assertProblems(await certificates({ root: { to: 100 }, issuer: { to: 100 } }), []);
  });
});

describe("a provided root", () => {
  it("is a certificate authority", async () => {
    assertProblems(await certificates({ root: { authority: false, keyUsage: KeyUsageFlags.keyCertSign } }), [
      [anchor, /is not a certificate authority \(root\)/],
    ]);
  });

  it("may sign certificates", async () => {
    assertProblems(await certificates({ root: { keyUsage: KeyUsageFlags.cRLSign } }), [
      [anchor, /may not sign certificates/],
    ]);
  });

  it("leaves room for the issuer below it", async () => {
    assertProblems(await certificates({ root: { pathLength: 0 } }), [
      [anchor, /forbids the authorities below it \(path length 0, authorities below 1\)/],
    ]);
    assertProblems(await certificates({ root: { pathLength: 1 } }), []);
  });

  it("has not expired", async () => {
    assertProblems(await certificates({ root: { from: -400, to: -1 }, issuer: { from: -400, to: -2 } }), [
      [anchor, /has expired \(ended at 2026-05-31T00:00:00Z\)/],
      [issuer, /has expired \(ended at 2026-05-30T00:00:00Z\)/],
    ]);
  });

  it("has begun", async () => {
    assertProblems(await certificates({ root: { from: 1 } }), [
      [anchor, /is not valid yet \(begins at 2026-06-02T00:00:00Z\)/],
    ]);
  });

  it("has a key of a kind that the mesh takes", async () => {
    assertProblems(await certificates({ root: { kind: "rsa3072" } }), [
      [anchor, /got rsa-3072; root\).*ecdsa-p256, rsa-2048, rsa-4096/],
    ]);
    assertProblems(await certificates({ root: { kind: "p384" } }), [
      [anchor, /got ecdsa-p384/],
      [anchor, /got ecdsa-with-SHA384/],
      [issuer, /is signed in a way .*got ecdsa-with-SHA384/],
    ]);
  });

  it("is one certificate", async () => {
    const given = await certificates();
    const other = await issue({ name: "other" });
    assertProblems({ ...given, anchors: { "root-1": given.root.certificate + other.certificate } }, [
      [anchor, /holds several certificates/],
    ]);
  });
});

describe("a provided issuer", () => {
  it("is a certificate authority", async () => {
    assertProblems(await certificates({ issuer: { authority: false, pathLength: undefined } as object }), [
      [issuer, /is not a certificate authority \(issuer of workload certificates\)/],
    ]);
  });

  it("has no key of RSA", async () => {
    assertProblems(await certificates({ issuer: { kind: "rsa2048" } }), [
      [issuer, /got rsa-2048.*Its key must be ecdsa-p256/],
    ]);
  });

  it("has no key on another curve", async () => {
    assertProblems(await certificates({ issuer: { kind: "p384" } }), [[issuer, /got ecdsa-p384/]]);
  });

  it("comes with its own key", async () => {
    const given = await certificates();
    const other = await issue({ name: "other" });
    assertProblems({ ...given, issuer: { ...given.issuer, key: other.key } }, [
      [issuerKey, /does not belong to the certificate/],
    ]);
  });

  it("has not expired", async () => {
    assertProblems(await certificates({ issuer: { from: -10, to: 0 } }), [
      [issuer, /has expired \(ended at 2026-06-01T00:00:00Z\)/],
    ]);
  });

  it("has begun", async () => {
    assertProblems(await certificates({ issuer: { from: 3 } }), [[issuer, /is not valid yet/]]);
  });

  it("does not outlive its root", async () => {
    assertProblems(await certificates({ root: { to: 100 }, issuer: { to: 101 } }), [
      [issuer, /outlives its signer \(ends at 2026-09-10T00:00:00Z, signer 2026-09-09T00:00:00Z\)/],
    ]);
  });

  it("is signed by a root at hand", async () => {
    const given = await certificates();
    const stranger = await issue({ name: "root" });
    assertProblems({ ...given, anchors: { "root-1": stranger.certificate } }, [
      [issuer, /is a broken chain: no root at hand signed its last certificate/],
    ]);
  });

  it("is not the root itself", async () => {
    const { root, anchors } = await certificates();
    assertProblems({ anchors, issuer: root }, [[issuer, /is the root itself/]]);
  });
});

describe("the chain of a provided issuer", () => {
  it("is in order", async () => {
    const { root, anchors } = await certificates();
    const middle = await issue({ name: "middle", by: root, to: 900 });
    const { certificate, key } = await issue({ name: "issuer", by: middle, pathLength: 0 });
    assertProblems({ anchors, issuer: { certificate: middle.certificate + certificate, key: middle.key } }, [
      [issuer, /certificate 2 did not sign certificate 1/],
    ]);
    assertProblems({ anchors, issuer: { certificate, key } }, [[issuer, /no root at hand/]]);
  });

  it("leaves room for every authority in it", async () => {
    const { root, anchors } = await certificates({ root: { pathLength: 1 } });
    const middle = await issue({ name: "middle", by: root, pathLength: 0, to: 900 });
    const { certificate, key } = await issue({ name: "issuer", by: middle });
    assertProblems({ anchors, issuer: { certificate: certificate + middle.certificate, key } }, [
      [anchor, /path length 1, authorities below 2/],
      [issuer, /path length 0, authorities below 1/],
    ]);
  });

  it("holds no certificate that outlives its signer, and none that has expired", async () => {
    const { root, anchors } = await certificates();
    const middle = await issue({ name: "middle", by: root, from: -9, to: -1 });
    const { certificate, key } = await issue({ name: "issuer", by: middle, pathLength: 0 });
    assertProblems({ anchors, issuer: { certificate: certificate + middle.certificate, key } }, [
      [issuer, /outlives its signer/],
      [issuer, /has expired/],
    ]);
  });
});

describe("what deserves a look in provided certificates", () => {
  it("is an end within 60 days, to the day", async () => {
    const given = await certificates({ issuer: { to: 60 } });
    assert.deepEqual(findingsOf(given), []);
    const day = 86_400_000;
    const tomorrow = Date.parse("2026-06-01T00:00:00Z") + day;
    assert.deepEqual(findingsOf(given, tomorrow), [`certificate-ends-soon ${issuer}`]);
    assert.deepEqual(problemsOf(given, undefined, tomorrow), []);
  });

  it("is an issuer that may sign further authorities", async () => {
    const given = await certificates({ issuer: { pathLength: 1 } });
    assert.deepEqual(findingsOf(given), [`issuer-signs-authorities ${issuer}`]);
  });
});
