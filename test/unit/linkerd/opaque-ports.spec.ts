import assert from "node:assert/strict";
import type { MeshDefinition, PortDefinition } from "../../../model";
import { meshOf } from "../../support/definition";
import { objectsOf } from "./rendered";

const annotation = "config.linkerd.io/opaque-ports";

function annotationFor(...ports: PortDefinition[]): string | undefined {
  const definition: MeshDefinition = meshOf({ "shop/cart": { ports } });
  const [patch] = objectsOf(definition, "Service");
  return patch?.metadata.annotations?.[annotation];
}

describe("ports that Linkerd's callers must not inspect", () => {
  it("are left to Linkerd's default list where that is right", () => {
    assert.equal(annotationFor({ port: 6379, protocol: "opaque" }), undefined);
    assert.equal(annotationFor({ port: 80, protocol: "http" }), undefined);
  });

  it("are named where the default list lacks them", () => {
    assert.equal(annotationFor({ port: 7777, protocol: "opaque" }, { port: 80, protocol: "http" }), "7777");
  });

  it("are named together with those of the default list, which the annotation replaces", () => {
    assert.equal(
      annotationFor({ port: 6379, protocol: "tcp" }, { port: 7777, protocol: "opaque" }),
      "6379,7777",
    );
  });

  it("are none where requests are seen on a port of the default list", () => {
    assert.equal(annotationFor({ port: 3306, protocol: "http" }), "");
    assert.equal(annotationFor({ port: 4444, protocol: "grpc" }, { port: 6379, protocol: "opaque" }), "6379");
  });

  it("do not follow from a target port of the default list, as Linkerd's injector would have it", () => {
    assert.equal(annotationFor({ port: 80, targetPort: 3306, protocol: "http" }), "");
    assert.equal(annotationFor({ port: 6379, targetPort: 7000, protocol: "opaque" }), "6379");
    assert.equal(annotationFor({ port: 80, targetPort: 9300, protocol: "tls" }), "");
  });
});
