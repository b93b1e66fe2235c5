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

describe("a source of trust", () => {
  it("is one of three", () => {
    for (const source of ["generated", "provided", "cert-manager"]) assertAccepted(trusting({ source }));
    assertOneProblem(trusting({ source: "certmanager" }), "trust.source", /Did you mean "cert-manager"\?/);
  });

  it("that is provided brings algorithm, lives and issuer with it", () => {
    const idle: [string, object][] = [
      ["trust.algorithm", { algorithm: "ecdsa-p256" }],
      ["trust.protect", { protect: true }],
      ["trust.anchors[0].validityDays", { anchors: [{ ...first, validityDays: 400 }] }],
      ["trust.issuer.validityDays", { issuer: { validityDays: 90 } }],
      ["trust.issuer.generation", { issuer: { generation: 2 } }],
    ];
    for (const [path, field] of idle)
      assertOneProblem(trusting({ source: "provided", ...field }), path, /has no effect here/);
    assertAccepted(trusting({ source: "provided", webhooks: { validityDays: 90, generation: 2 } }));
  });

  it("that is cert-manager renews by itself", () => {
    for (const field of ["issuer", "webhooks"]) {
      assertOneProblem(
        trusting({ source: "cert-manager", [field]: { generation: 2 } }),
        `trust.${field}.generation`,
        /has no effect here.*renews certificates by itself/,
      );
      assertOneProblem(
        trusting({ [field]: { renewBeforeDays: 2 } }),
        `trust.${field}.renewBeforeDays`,
        /The source is generated.*raise generation/,
      );
    }
  });

  it("says how cert-manager is used only where it is", () => {
    assertOneProblem(trusting({ certManager: {} }), "trust.certManager", /write source: "cert-manager"/);
  });
});

describe("certificates that cert-manager renews", () => {
  const renewed = (trust: object): unknown => trusting({ source: "cert-manager", ...trust });

  for (const field of ["issuer", "webhooks"]) {
    it(`are renewed before their end and after their beginning: ${field}`, () => {
      const path = `trust.${field}.renewBeforeDays`;
      assertAccepted(renewed({ [field]: { validityDays: 30, renewBeforeDays: 29 } }));
      assertOneProblem(
        renewed({ [field]: { validityDays: 30, renewBeforeDays: 30 } }),
        path,
        /got 30, life 30/,
      );
      assertOneProblem(renewed({ [field]: { renewBeforeDays: 90 } }), path, /got 90, life 90/, /to 30/);
      assertOneProblem(renewed({ [field]: { validityDays: 1 } }), `trust.${field}.validityDays`, /too short/);
    });

    it(`end before their root does, whenever they are signed: ${field}`, () => {
      assertAccepted(renewed({ [field]: { validityDays: 1216 } }));
      assertOneProblem(
        renewed({ [field]: { validityDays: 1217 } }),
        `trust.${field}.validityDays`,
        /got 1217, root 1216 days before it is renewed/,
      );
    });
  }

  it("follow the life of their anchor", () => {
    const anchors = [{ ...first, validityDays: 300 }];
    assertAccepted(renewed({ anchors, issuer: { validityDays: 100 } }));
    assertOneProblem(
      renewed({ anchors, issuer: { validityDays: 101 } }),
      "trust.issuer.validityDays",
      /root 100/,
    );
    assertOneProblem(
      renewed({ anchors: [first, { name: "root-2", state: "staged", validityDays: 1 }] }),
      "trust.anchors[1].validityDays",
      /too short to be renewed/,
    );
  });
});

describe("an issuer of cert-manager that someone else looks after", () => {
  const issuer = { name: "company" };
  const roots = [{ kind: "Secret", name: "company-root" }];
  const existing = (certManager: object, trust: object = {}): unknown =>
    trusting({ source: "cert-manager", certManager, ...trust });

  it("comes with its roots", () => {
    assertAccepted(existing({ issuer, roots }));
    assertOneProblem(existing({ issuer }), "trust.certManager.roots", /is missing/);
    assertOneProblem(
      existing({ roots }),
      "trust.certManager.roots",
      /has no effect here.*or name the issuer/,
    );
  });

  it("takes the place of the anchors, and of what protects them", () => {
    assertOneProblem(
      existing({ issuer, roots }, { anchors: [first] }),
      "trust.anchors",
      /signs in their place/,
    );
    assertOneProblem(existing({ issuer, roots }, { protect: true }), "trust.protect", /someone else's/);
  });

  it("is of a kind that its group has", () => {
    for (const kind of ["Issuer", "ClusterIssuer"])
      assertAccepted(existing({ issuer: { ...issuer, kind }, roots }));
    assertAccepted(
      existing({ issuer: { ...issuer, kind: "VaultIssuer", group: "vault.example.org" }, roots }),
    );
    const path = "trust.certManager.issuer.kind";
    assertOneProblem(
      existing({ issuer: { ...issuer, kind: "Clusterissuer" }, roots }),
      path,
      /"ClusterIssuer"/,
    );
    assertOneProblem(
      existing({ issuer: { ...issuer, kind: "AWSPCAIssuer" }, roots }),
      path,
      /Name the group/,
    );
  });

  it("may sign for longer than an anchor would live: its life is not ours", () => {
    assertAccepted(existing({ issuer, roots }, { issuer: { validityDays: 2000 } }));
  });
});
