import type { TrustAnchorDefinition } from "../../../model";
import { issue, type Issued } from "../../support/certificates";
import { assertProblems, certificates } from "./provided";

const issuer = "certificates.issuer.certificate";

describe("a rotation of provided roots", () => {
  let first: Issued;
  let second: Issued;
  let issuerOfFirst: Issued;
  let issuerOfSecond: Issued;

  before(async () => {
    const given = await certificates();
    [first, issuerOfFirst] = [given.root, given.issued];
    second = await issue({ name: "second root", to: 5000 });
    issuerOfSecond = await issue({ name: "issuer", by: second, pathLength: 0 });
  });

  const anchorsAre = (
    one: TrustAnchorDefinition["state"],
    two: TrustAnchorDefinition["state"],
  ): TrustAnchorDefinition[] => [
    { name: "root-1", state: one },
    { name: "root-2", state: two },
  ];
  const given = (signed: Issued) => ({
    anchors: { "root-1": first.certificate, "root-2": second.certificate },
    issuer: { certificate: signed.certificate, key: signed.key },
  });

  it("goes staged, active, retiring, with the issuer of the active root at each step", () => {
    assertProblems(given(issuerOfFirst), [], anchorsAre("active", "staged"));
    assertProblems(given(issuerOfSecond), [], anchorsAre("retiring", "active"));
  });

  it("does not change the issuer while the new root is only staged", () => {
    const words = /is signed by the anchor root-2, which is staged.*then make root-2 active/;
    assertProblems(given(issuerOfSecond), [[issuer, words]], anchorsAre("active", "staged"));
  });

  it("does not keep the issuer of a root that retires", () => {
    const words = /is signed by the anchor root-1, which is retiring/;
    assertProblems(given(issuerOfFirst), [[issuer, words]], anchorsAre("retiring", "active"));
  });

  it("needs the certificate of every anchor", () => {
    const { issuer: signed } = given(issuerOfFirst);
    assertProblems(
      { anchors: { "root-1": first.certificate }, issuer: signed },
      [[`certificates.anchors["root-2"]`, /is missing/]],
      anchorsAre("active", "staged"),
    );
  });

  it("leads to another root", () => {
    assertProblems(
      { ...given(issuerOfFirst), anchors: { "root-1": first.certificate, "root-2": first.certificate } },
      [[`certificates.anchors["root-2"]`, /is the same certificate as that of root-1/]],
      anchorsAre("active", "staged"),
    );
  });

  it("takes a retiring root out before it expires", async () => {
    const old = await issue({ name: "old root", from: -400, to: -1 });
    assertProblems(
      { ...given(issuerOfSecond), anchors: { "root-1": old.certificate, "root-2": second.certificate } },
      [[`certificates.anchors["root-1"]`, /has expired.*Take this anchor out/]],
      anchorsAre("retiring", "active"),
    );
  });

  it("stages a root that leaves room for the issuer", async () => {
    const narrow = await issue({ name: "narrow root", pathLength: 0 });
    assertProblems(
      { ...given(issuerOfFirst), anchors: { "root-1": first.certificate, "root-2": narrow.certificate } },
      [[`certificates.anchors["root-2"]`, /forbids the authorities below it/]],
      anchorsAre("active", "staged"),
    );
  });
});
