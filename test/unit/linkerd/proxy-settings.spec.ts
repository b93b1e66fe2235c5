import assert from "node:assert/strict";
import { checkMesh, renderMesh, workloadAnnotations } from "../../../backends";
import { everyAnnotation, rawAnnotations } from "../../../backends/linkerd/proxy-settings/known-annotations";
import { formatProblem } from "../../../model";
import { assertOneProblem, cartPath, cartWith, meshOf } from "../../support/definition";

function namespaceAnnotations(namespace: object): Record<string, string> {
  const { objects } = renderMesh(meshOf({}, { namespaces: { shop: namespace } }));
  return { ...objects[0]?.manifest.metadata.annotations };
}

function lines(definition: unknown): string[] {
  return checkMesh(definition).map(formatProblem);
}

describe("settings of proxies", () => {
  it("keep what Linkerd logs of other modules when the level is set", () => {
    const annotations = namespaceAnnotations({ proxy: { log: { level: "trace" } } });
    assert.equal(annotations["config.linkerd.io/proxy-log-level"], "warn,linkerd=trace,hickory=error");
  });

  it("say enabled and disabled where Linkerd knows no booleans", () => {
    const annotations = namespaceAnnotations({
      proxy: { startBeforeApplication: false, nativeSidecar: false },
      linkerd: { adminShutdown: true },
    });
    assert.equal(annotations["config.linkerd.io/proxy-await"], "disabled");
    assert.equal(annotations["config.linkerd.io/proxy-admin-shutdown"], "enabled");
    assert.equal(annotations["config.linkerd.io/proxy-enable-native-sidecar"], "false");
  });

  it("add opaque ports to Linkerd's default list, which the annotation would replace", () => {
    const annotations = namespaceAnnotations({ linkerd: { opaquePorts: ["4222", "6379"] } });
    assert.equal(annotations["config.linkerd.io/opaque-ports"], "25,587,3306,4444,5432,6379,9300,11211,4222");
  });

  it("switch every port around the proxy off with an empty list", () => {
    const annotations = namespaceAnnotations({ proxy: { bypass: { inboundPorts: [] } } });
    assert.equal(annotations["config.linkerd.io/skip-inbound-ports"], "");
  });

  it("give the same variables whatever their order", () => {
    const one = namespaceAnnotations({ linkerd: { environmentVariables: { B: "2", A: "1" } } });
    const other = namespaceAnnotations({ linkerd: { environmentVariables: { A: "1", B: "2" } } });
    assert.deepEqual(one, other);
  });
});

describe("annotations of a service's pods", () => {
  it("are none where the namespace says everything", () => {
    assert.deepEqual(workloadAnnotations(cartWith({}), "shop/cart"), {});
  });

  it("hold only what the service says itself", () => {
    const definition = cartWith(
      { proxyResources: { cpuRequest: "200m" } },
      { namespaces: { shop: { proxyResources: { memoryLimit: "1Gi" } } } },
    );
    assert.deepEqual(workloadAnnotations(definition, "shop/cart"), {
      "config.linkerd.io/proxy-cpu-request": "200m",
    });
  });

  it("carry the namespace's policy into a namespace outside the mesh, where the chart's would let everyone in", () => {
    const definition = cartWith(
      { injection: "enabled" },
      { namespaces: { shop: { injection: "disabled", proxyResources: { memoryLimit: "1Gi" } } } },
    );
    assert.deepEqual(workloadAnnotations(definition, "shop/cart"), {
      "linkerd.io/inject": "enabled",
      "config.linkerd.io/default-inbound-policy": "deny",
      "config.linkerd.io/proxy-memory-limit": "1Gi",
    });
  });

  it("take a service out, whatever else it says", () => {
    const definition = cartWith({ injection: "disabled", proxyResources: { cpuRequest: "200m" } });
    assert.deepEqual(workloadAnnotations(definition, "shop/cart"), { "linkerd.io/inject": "disabled" });
  });

  it("are refused for a service that is not declared, with the one that was meant", () => {
    assert.throws(() => workloadAnnotations(cartWith({}), "shop/crat"), /Did you mean "shop\/cart"\?/);
  });
});

describe("a proxy's resources", () => {
  it("never ask for more than their limit, also where the namespace sets the limit", () => {
    const namespaces = { shop: { proxyResources: { memoryLimit: "64Mi" } } };
    assertOneProblem(
      cartWith({ proxyResources: { memoryRequest: "65Mi" } }, { namespaces }),
      `${cartPath}.proxyResources.memoryRequest`,
      /got "65Mi", memoryLimit "64Mi"/,
      /Kubernetes refuses every pod/,
    );
  });

  it("are compared as numbers and not as texts", () => {
    const proxyResources = {
      cpuRequest: "900m",
      cpuLimit: "1",
      memoryRequest: "1000Ki",
      memoryLimit: "1.1M",
    };
    assert.deepEqual(lines(cartWith({ proxyResources })), []);
  });
});

describe("a port around the proxy", () => {
  it("is none that a service declares, by its own word or its namespace's", () => {
    const bypass = { inboundPorts: ["8000-8100"] };
    assertOneProblem(
      cartWith({ proxy: { bypass } }),
      `${cartPath}.ports[0]`,
      /8080.*proxy\.bypass\.inboundPorts/,
    );
    assertOneProblem(
      cartWith({}, { namespaces: { shop: { proxy: { bypass } } } }),
      `${cartPath}.ports[0]`,
      /in namespaces\.shop\.proxy\.bypass\.inboundPorts/,
    );
  });

  it("may be taken back by the service", () => {
    const definition = cartWith(
      { proxy: { bypass: { inboundPorts: [] } } },
      { namespaces: { shop: { proxy: { bypass: { inboundPorts: ["8000-8100"] } } } } },
    );
    assert.deepEqual(lines(definition), []);
  });

  it("is refused where Linkerd leaves it alone by default, until the list is replaced", () => {
    const ports = [{ port: 80, targetPort: 4568, protocol: "tcp" }];
    assert.match(lines(cartWith({ ports })).join(), /ports 4567 and 4568 alone by default/);
    assert.deepEqual(lines(cartWith({ ports, proxy: { bypass: { inboundPorts: [] } } })), []);
  });

  it("is none that a named caller calls, who would arrive without identity", () => {
    const allow = [{ from: ["web"] }];
    const web = { proxy: { bypass: { outboundPorts: ["1-1023"] } } };
    const definition = meshOf({
      "shop/cart": { ports: [{ port: 80, protocol: "http" }], allow },
      "shop/web": web,
    });
    assert.match(lines(definition).join(), /names shop\/web, whose calls to port 80 go around its proxy/);
  });
});

describe("a Job", () => {
  const job = (rest: object): object => ({ workload: { kind: "Job" }, ...rest });

  it("ends by itself with native sidecars", () => {
    assert.deepEqual(lines(meshOf({ "shop/report": job({}) })), []);
  });

  it("is refused without them, because its proxy runs on", () => {
    const report = job({ proxy: { nativeSidecar: false } });
    assert.match(lines(meshOf({ "shop/report": report })).join(), /would never end \(got "Job"\)/);
  });

  it("is taken without them where it can end its proxy, or has none", () => {
    const proxy = { nativeSidecar: false };
    assert.deepEqual(lines(meshOf({ "shop/report": job({ proxy, linkerd: { adminShutdown: true } }) })), []);
    assert.deepEqual(lines(meshOf({ "shop/report": job({ proxy, injection: "disabled" }) })), []);
  });

  it("is not patched, because its template cannot change", () => {
    const workload = { kind: "Job", patch: true };
    assertOneProblem(
      meshOf({ "shop/report": { workload } }),
      'services["shop/report"].workload.patch',
      /withMesh/,
    );
  });
});

describe("a workload", () => {
  it("is patched for one service only", () => {
    const workload = { name: "app", patch: true };
    const services = { "shop/a": { workload }, "shop/b": { workload } };
    assertOneProblem(meshOf(services), 'services["shop/b"].workload', /Deployment shop\/app, as of shop\/a/);
  });

  it("is left alone when the mesh asks nothing of it", () => {
    const { objects } = renderMesh(meshOf({ "shop/a": { workload: { patch: true } } }));
    assert.deepEqual(
      objects.map(({ manifest }) => manifest.kind),
      ["Namespace"],
    );
  });
});

describe("annotations that a definition writes itself", () => {
  const onCart = (annotations: object): string => lines(cartWith({ linkerd: { annotations } })).join("\n");

  for (const misspelt of [
    "config.linkerd.io/proxy-memory-limits",
    "linkerd.io/injekt",
    "config.linkerd.io/skip-inbound-port",
  ])
    it(`are refused when misspelt: ${misspelt}`, () => {
      assert.match(onCart({ [misspelt]: "1" }), /is no annotation of Linkerd .* Did you mean "/);
    });

  for (const key of everyAnnotation.filter((each) => !Object.hasOwn(rawAnnotations, each)))
    it(`are refused where a field says it or nothing reads it: ${key}`, () => {
      assert.match(onCart({ [key]: "1" }), /is written by a field|does nothing/);
    });

  it("are taken for trace attributes", () => {
    assert.equal(onCart({ "resource.opentelemetry.io/team": "shop" }), "");
  });
});
