import assert from "node:assert/strict";
import { TargetMode } from "../../components";
import { MeshInputError } from "../../model";
import { Environment, type MeshDefinition } from "../../model/definition";
import { readConfiguration, withSources, type StackConfiguration } from "../../stacks/configuration";

function read(values: Record<string, string>): StackConfiguration {
  return readConfiguration({
    values,
    project: "service-mesh",
    file: "stacks/Pulumi.development.yaml",
    root: "/project",
  });
}

function failure(values: Record<string, string>): MeshInputError {
  try {
    read(values);
  } catch (error) {
    assert.ok(error instanceof MeshInputError);
    return error;
  }
  throw new Error("the configuration was accepted");
}

describe("the configuration of a stack", () => {
  it("resolves paths from the project, and leaves addresses alone", () => {
    const configuration = read({
      "service-mesh:mode": "rendered",
      "service-mesh:directory": "rendered/development",
      "service-mesh:chartLocation": "../charts",
      "service-mesh:gatewayApiLocation": "https://example.org/gateway.yaml",
    });
    assert.deepEqual(configuration, {
      target: { mode: TargetMode.Rendered, directory: "/project/rendered/development" },
      chartLocation: "/charts",
      gatewayApiLocation: "https://example.org/gateway.yaml",
    });
    assert.equal(
      read({ "service-mesh:chartLocation": "oci://registry/charts" }).chartLocation,
      "oci://registry/charts",
    );
  });

  it("has nothing to say about other packages' keys", () => {
    assert.deepEqual(read({ "kubernetes:context": "x" }).target, { mode: TargetMode.Cluster });
  });

  it("names the file and everything that is wrong at once", () => {
    const error = failure({
      "service-mesh:mode": "render",
      "service-mesh:chartLocaton": "x",
      "service-mesh:context": "",
    });
    assert.match(error.message, /configuration in stacks\/Pulumi\.development\.yaml has 3 problems/);
    assert.match(error.message, /service-mesh:chartLocaton: is unknown\..*Did you mean "chartLocation"\?/);
    assert.match(error.message, /service-mesh:mode: is no mode \(got "render"\).*"rendered"/);
    assert.match(error.message, /service-mesh:context: is empty/);
  });

  it("refuses keys that the mode has no use for, without quoting them", () => {
    const rendered = failure({
      "service-mesh:mode": "rendered",
      "service-mesh:kubeconfig": "token-value",
      "service-mesh:context": "c",
    });
    assert.deepEqual(
      rendered.problems.map(({ path }) => path),
      ["service-mesh:context", "service-mesh:directory", "service-mesh:kubeconfig"],
    );
    assert.ok(!rendered.message.includes("token-value"));
    assert.match(
      failure({ "service-mesh:directory": "out" }).message,
      /directory: has no effect while mode is cluster/,
    );
  });

  it("adds sources to a definition without losing what it says of its control plane", () => {
    const definition: MeshDefinition = {
      name: "demo",
      environment: Environment.Development,
      namespaces: {},
      services: {},
      controlPlane: { version: "2026.8.3", charts: { whenUnreachable: "fail" } },
    };
    const configuration = read({ "service-mesh:chartLocation": "charts" });
    assert.deepEqual(withSources(definition, configuration).controlPlane, {
      version: "2026.8.3",
      charts: { whenUnreachable: "fail", location: "/project/charts" },
    });
  });
});

describe("the source of trust in the configuration of a stack", () => {
  const provided = {
    "service-mesh:trustSource": "provided",
    "service-mesh:anchorCertificates": JSON.stringify({ "root-1": "PEM of the root" }),
    "service-mesh:issuerCertificate": "PEM of the issuer",
    "service-mesh:issuerKey": "PEM of the key",
  };
  const definition: MeshDefinition = {
    name: "demo",
    environment: Environment.Development,
    namespaces: {},
    services: {},
    trust: { anchors: [{ name: "root-1", state: "active" }] },
  };

  it("is the definition's where nothing is said", () => {
    const configuration = read({});
    assert.ok(!("trustSource" in configuration) && !("certificates" in configuration));
    assert.equal(withSources(definition, configuration).trust, definition.trust);
  });

  it("brings provided certificates, and leaves the anchors to the definition", () => {
    const configuration = read(provided);
    assert.deepEqual(configuration.certificates, {
      anchors: { "root-1": "PEM of the root" },
      issuer: { certificate: "PEM of the issuer", key: "PEM of the key" },
    });
    assert.deepEqual(withSources(definition, configuration).trust, {
      ...definition.trust,
      source: "provided",
    });
    assert.equal(read({ "service-mesh:trustSource": "cert-manager" }).certificates, undefined);
  });

  it("is one of three, with everything that it needs and nothing else", () => {
    assert.match(
      failure({ "service-mesh:trustSource": "certmanager" }).message,
      /Did you mean "cert-manager"\?/,
    );
    assert.deepEqual(
      failure({ "service-mesh:trustSource": "provided" }).problems.map(
        ({ path, message }) => `${path} ${message}`,
      ),
      ["anchorCertificates", "issuerCertificate", "issuerKey"].map((key) => `service-mesh:${key} is missing`),
    );
    const { "service-mesh:issuerKey": key, ...others } = provided;
    const error = failure({ "service-mesh:issuerKey": key });
    assert.match(error.message, /issuerKey: has no effect while trustSource is not provided/);
    assert.ok(!error.message.includes(key));
    assert.match(failure(others).message, /issuerKey: is missing.*set it with --secret/);
  });

  it("takes anchors as an object of texts", () => {
    for (const anchors of ["PEM", "[]", "null", '{"root-1": 1}'])
      assert.match(
        failure({ ...provided, "service-mesh:anchorCertificates": anchors }).message,
        /anchorCertificates: is not an object of texts/,
      );
  });
});
