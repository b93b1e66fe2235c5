import type { KnownCertificates } from "../../../components/trust/read-provided";
import { clientAuthentication, issue, webhookCertificates } from "../../support/certificates";
import { assertProblems, certificates, type Given } from "./provided";

const authority = "certificates.webhooks.authority";
const roles = ["proxy-injector", "sp-validator", "policy-validator"];
const each = (words: RegExp): [string, RegExp][] =>
  roles.map((role) => [`certificates.webhooks.certificates["${role}"].certificate`, words]);

describe("provided certificates of webhooks", () => {
  let given: Given;
  before(async () => {
    given = await certificates();
  });
  const withWebhooks = (webhooks: KnownCertificates["webhooks"]) => ({
    ...given,
    ...(webhooks && { webhooks }),
  });

  it("are for the names that the API server calls, also by a wildcard, and of any usual key", async () => {
    assertProblems(withWebhooks(await webhookCertificates()), []);
    assertProblems(
      withWebhooks(await webhookCertificates({ dnsNames: ["*.linkerd.svc"], kind: "rsa2048" })),
      [],
    );
  });

  it("are not for other names", async () => {
    const words = /is not for linkerd-.*\.linkerd\.svc \(its DNS names: linkerd\.example\)/;
    assertProblems(withWebhooks(await webhookCertificates({ dnsNames: ["linkerd.example"] })), each(words));
  });

  it("are for servers", async () => {
    const webhooks = await webhookCertificates({ extendedKeyUsage: [clientAuthentication] });
    assertProblems(withWebhooks(webhooks), each(/may not be shown by a server/));
  });

  it("are valid, and do not outlive their authority", async () => {
    assertProblems(withWebhooks(await webhookCertificates({ from: -9, to: -1 })), each(/has expired/));
    assertProblems(withWebhooks(await webhookCertificates({ to: 401 })), each(/outlives its signer/));
  });

  it("are signed by their authority, which is one", async () => {
    const { certificate } = await issue({ name: "webhooks" });
    const webhooks = await webhookCertificates();
    assertProblems(withWebhooks({ ...webhooks, authority: certificate }), each(/no root at hand/));
    const leaf = await issue({ name: "leaf", authority: false });
    assertProblems(withWebhooks({ ...webhooks, authority: leaf.certificate }), [
      [authority, /is not a certificate authority/],
      ...each(/no root at hand/),
    ]);
  });

  it("are there for every webhook, under its role, with its key", async () => {
    const { authority: root, certificates: pairs } = await webhookCertificates();
    const { "proxy-injector": injector, ...others } = pairs;
    assertProblems(
      withWebhooks({ authority: root, certificates: { ...others, "proxy-injecter": injector! } }),
      [
        [`certificates.webhooks.certificates["proxy-injector"]`, /is missing/],
        [`certificates.webhooks.certificates["proxy-injecter"]`, /Did you mean "proxy-injector"\?/],
      ],
    );
    const swapped = { ...pairs, "proxy-injector": { ...injector!, key: others["sp-validator"]!.key } };
    assertProblems(withWebhooks({ authority: root, certificates: swapped }), [
      [`certificates.webhooks.certificates["proxy-injector"].key`, /does not belong to the certificate/],
    ]);
  });
});
