import { assertAccepted, assertOneProblem, meshOf } from "../../../support/definition";

function trusting(trust: object): unknown {
  return meshOf({}, { trust });
}

const first = { name: "root-1", state: "active" };

describe("trust anchors", () => {
  it("may be staged, active and retiring side by side", () => {
    assertAccepted(
      trusting({
        anchors: [{ name: "root-0", state: "retiring" }, first, { name: "root-2", state: "staged" }],
      }),
    );
  });

  it("have one that signs", () => {
    assertOneProblem(
      trusting({ anchors: [{ ...first, state: "staged" }] }),
      "trust.anchors",
      /has 0 active anchors \(got root-1 staged\)/,
    );
  });

  it("have not two that sign", () => {
    assertOneProblem(
      trusting({ anchors: [first, { name: "root-2", state: "active" }] }),
      "trust.anchors",
      /has 2 active anchors/,
    );
  });

  it("are not an empty list", () => {
    assertOneProblem(trusting({ anchors: [] }), "trust.anchors", /is an empty list/);
  });

  it("have names of their own", () => {
    assertOneProblem(
      trusting({ anchors: [first, { name: "root-1", state: "staged" }] }),
      "trust.anchors[1].name",
      /is taken \(got "root-1"\)/,
    );
  });

  it("say where they stand", () => {
    assertOneProblem(trusting({ anchors: [{ name: "root-1" }] }), "trust.anchors[0].state", /is missing/);
  });

  it("live at most a hundred years", () => {
    assertOneProblem(
      trusting({ anchors: [{ ...first, validityDays: 36_501 }] }),
      "trust.anchors[0].validityDays",
      /Range: 1–36500/,
    );
  });
});

for (const field of ["issuer", "webhooks"]) {
  describe(`the life of ${field}`, () => {
    it("is no longer than the default root's", () => {
      assertOneProblem(
        trusting({ [field]: { validityDays: 3651 } }),
        `trust.${field}.validityDays`,
        /got 3651, root 3650/,
        /at most 3650/,
      );
    });

    it("is no longer than the active root's", () => {
      const other = field === "issuer" ? "webhooks" : "issuer";
      const trust = {
        anchors: [{ ...first, validityDays: 30 }],
        [field]: { validityDays: 31 },
        [other]: { validityDays: 30 },
      };
      assertOneProblem(trusting(trust), `trust.${field}.validityDays`, /got 31, root 30/);
    });

    it("may be as long as the root's", () => {
      assertAccepted(trusting({ [field]: { validityDays: 3650 } }));
    });
  });
}
