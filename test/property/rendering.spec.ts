import assert from "node:assert/strict";
import fc from "fast-check";
import { checkMesh, manifestKey, renderMesh, type RenderedObject } from "../../backends";
import { formatProblem, type MeshDefinition } from "../../model";
import { isDnsSubdomain } from "../../model/values/names";
import { propertyRuns } from "./agreement/runs";
import { validDefinition } from "./arbitraries/definition";
import { keyShuffle } from "./arbitraries/key-order";

function text(definition: MeshDefinition): string {
  const { objects, installation } = renderMesh(definition);
  return JSON.stringify({ objects, installation });
}

function manifestsOf(definition: MeshDefinition): string[] {
  return renderMesh(definition).objects.map(({ manifest }) => JSON.stringify(manifest));
}

const labelValue = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;

/** What Kubernetes would refuse of an object's metadata. */
function wrongMetadata({ manifest: { kind, metadata } }: RenderedObject): string[] {
  const labels = Object.entries({ ...metadata.labels });
  return [
    ...(isDnsSubdomain(metadata.name) ? [] : [`${kind} has the name ${metadata.name}`]),
    ...labels
      .filter(([, value]) => !labelValue.test(value))
      .map(([key, value]) => `label ${key} is ${value}`),
    ...Object.keys({ ...metadata.annotations })
      .filter((key) => !/^([a-z0-9.-]{1,253}\/)?[A-Za-z0-9._-]{1,63}$/.test(key))
      .map((key) => `annotation ${key}`),
  ];
}

describe("every valid definition", () => {
  it("is accepted", () => {
    const property = fc.property(validDefinition, (definition) => {
      assert.deepEqual(checkMesh(definition).map(formatProblem), []);
    });
    fc.assert(property, propertyRuns());
  });

  it("renders to the same bytes again, and stays as it was", () => {
    const property = fc.property(validDefinition, (definition) => {
      const before = JSON.stringify(definition);
      assert.equal(text(definition), text(definition));
      assert.equal(JSON.stringify(definition), before);
    });
    fc.assert(property, propertyRuns());
  });

  it("renders to the same bytes whatever the order of its keys", () => {
    const property = fc.property(validDefinition, keyShuffle, (definition, shuffle) => {
      assert.equal(text(shuffle(definition) as MeshDefinition), text(definition));
    });
    fc.assert(property, propertyRuns());
  });

  it("renders to the same bytes after a round trip through JSON", () => {
    const property = fc.property(validDefinition, (definition) => {
      assert.equal(text(JSON.parse(JSON.stringify(definition)) as MeshDefinition), text(definition));
    });
    fc.assert(property, propertyRuns(0.5));
  });

  it("gives every object a name of its own that Kubernetes accepts", () => {
    const property = fc.property(validDefinition, (definition) => {
      const { objects } = renderMesh(definition);
      const keys = objects.map(({ manifest }) => manifestKey(manifest));
      assert.equal(new Set(keys).size, keys.length);
      assert.deepEqual(objects.flatMap(wrongMetadata), []);
    });
    fc.assert(property, propertyRuns());
  });

  it("renders to the same objects whatever the order of its access rules, callers and ports", () => {
    const property = fc.property(validDefinition, (definition) => {
      const services = Object.entries(definition.services).map(([id, service]) => {
        const allow = service.allow?.map((rule) => ({
          ...rule,
          ...(rule.from && { from: [...rule.from].reverse() }),
        }));
        const ports = [...(service.ports ?? [])].reverse();
        return [id, { ...service, ports, ...(allow && { allow: allow.reverse() }) }] as const;
      });
      const reversed = { ...definition, services: Object.fromEntries(services) };
      assert.deepEqual(manifestsOf(reversed), manifestsOf(definition));
    });
    fc.assert(property, propertyRuns());
  });

  it("renders its services as before when another service is added", () => {
    const property = fc.property(validDefinition, (definition) => {
      const [namespace = ""] = Object.keys(definition.namespaces);
      const newcomer = { [`${namespace}/newcomer`]: { ports: [{ port: 7_777, protocol: "tcp" as const }] } };
      const grown = { ...definition, services: { ...definition.services, ...newcomer } };
      const after = new Set(manifestsOf(grown));
      assert.deepEqual(
        manifestsOf(definition).filter((manifest) => !after.has(manifest)),
        [],
      );
    });
    fc.assert(property, propertyRuns(0.5));
  });
});
