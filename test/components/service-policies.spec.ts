import assert from "node:assert/strict";
import {
  DefinitionError,
  Gateway,
  Mesh,
  ServicePolicies,
  ServicePolicy,
  type MeshCoordinates,
} from "../../components";
import { Protocol, type ServiceDefinition } from "../../model/definition";
import { declare, valueOf } from "./mock-engine";
import { guestShop, publicGateway } from "./shop";

const orders: ServiceDefinition = {
  ports: [{ port: 9000, protocol: Protocol.Grpc }],
  allow: [{ from: ["web"] }],
};

async function coordinates(): Promise<MeshCoordinates> {
  const { result } = await declare(false, () => new Mesh("platform", guestShop()));
  // As it comes out of another stack: text that went through JSON.
  return JSON.parse(JSON.stringify(await valueOf(result.coordinates))) as MeshCoordinates;
}

function failure(work: () => unknown): string {
  try {
    work();
    return "";
  } catch (error) {
    assert.ok(error instanceof DefinitionError);
    return error.message;
  }
}

describe("ServicePolicies", () => {
  it("declares the team's services and nothing else of the mesh", async () => {
    const mesh = await coordinates();
    const declared = await declare(
      false,
      () => new ServicePolicies("team", { mesh, services: { "shop/orders": orders } }),
    );
    const objects = declared.resources.filter(
      ({ type }) => type.startsWith("kubernetes:") && !type.includes("provider"),
    );
    assert.ok(objects.length > 0);
    assert.ok(objects.every(({ name }) => name.startsWith("team:shop/orders:")));
    assert.deepEqual(await valueOf(declared.result.services), ["shop/orders"]);
    assert.deepEqual(await valueOf(declared.result.callGraph), [
      { from: "shop/web", to: "shop/orders", ports: [9000] },
    ]);
  });

  it("tells what deserves a look in the team's services only", async () => {
    const mesh = await coordinates();
    const open: ServiceDefinition = { ...orders, allow: [{ fromAny: "anyone" }], serviceAccount: "shared" };
    const twin: ServiceDefinition = { serviceAccount: "shared" };
    const services = { "shop/orders": open, "shop/twin": twin };
    const { result } = await declare(false, () => new ServicePolicies("team", { mesh, services }));
    const findings = await valueOf(result.findings);
    assert.ok(findings.length > 0);
    for (const finding of findings) assert.match(finding, /services\["shop\/(orders|twin)"\]/);
  });

  it("renders the same objects as if the mesh's own stack declared the service", async () => {
    const definition = guestShop();
    definition.services["shop/orders"] = orders;
    const whole = await declare(false, () => new Mesh("team", definition));
    const mesh = await coordinates();
    const part = await declare(
      false,
      () => new ServicePolicies("team", { mesh, services: { "shop/orders": orders } }),
    );
    const objectsOf = ({ resources }: { resources: typeof whole.resources }): unknown[] =>
      resources
        .filter(({ name }) => name.startsWith("team:shop/orders:"))
        .map(({ name, inputs }) => [name, inputs])
        .sort();
    assert.deepEqual(objectsOf(part), objectsOf(whole));
  });

  it("lets in gateways of the mesh's own stack, which stay that stack's", async () => {
    const gateways = { "shop/public": publicGateway };
    const { result } = await declare(false, () => new Mesh("platform", guestShop({ gateways })));
    const mesh = JSON.parse(JSON.stringify(await valueOf(result.coordinates))) as MeshCoordinates;
    assert.equal(mesh.gateways?.["shop/public"]?.routes, undefined);
    const service: ServiceDefinition = { ...orders, allow: [{ fromGateways: ["public"] }] };
    const services = { "shop/orders": service };
    const { resources } = await declare(false, () => new ServicePolicies("team", { mesh, services }));
    const [identities] = resources.filter(({ type }) => type.endsWith(":MeshTLSAuthentication"));
    assert.deepEqual(identities?.inputs["spec"], {
      identityRefs: [{ kind: "ServiceAccount", name: "edge", namespace: "shop" }],
    });
    assert.ok(!resources.some(({ type }) => type.endsWith(":Gateway")));
  });

  it("refuses a service that the mesh's own stack declares", async () => {
    const mesh = await coordinates();
    await declare(false, () => {
      const message = failure(() => new ServicePolicies("team", { mesh, services: { "shop/cart": orders } }));
      assert.match(message, /services\["shop\/cart"\]: is declared by the mesh's own stack/);
    });
  });
});

describe("ServicePolicy", () => {
  it("guesses the service that was meant", async () => {
    await declare(false, () => {
      const message = failure(() => new ServicePolicy("one", { mesh: guestShop(), service: "shop/crat" }));
      assert.match(
        message,
        /service: is not a service of the mesh \(got "shop\/crat"\)\..*Did you mean "shop\/cart"\?/,
      );
    });
  });
});

describe("Gateway", () => {
  it("guesses the gateway that was meant", async () => {
    const mesh = guestShop({ gateways: { "shop/public": publicGateway } });
    await declare(false, () => {
      const message = failure(() => new Gateway("one", { mesh, gateway: "shop/publik" }));
      assert.match(message, /not a gateway of the mesh.*Did you mean "shop\/public"\?/);
    });
  });

  it("declares its objects alone", async () => {
    const mesh = guestShop({ gateways: { "shop/public": publicGateway } });
    const { resources, result } = await declare(
      false,
      () => new Gateway("one", { mesh, gateway: "shop/public" }),
    );
    const kinds = resources.map(({ type }) => type).filter((type) => type.startsWith("kubernetes:gateway"));
    assert.deepEqual(kinds.sort(), [
      "kubernetes:gateway.networking.k8s.io/v1:Gateway",
      "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute",
    ]);
    assert.equal(await valueOf(result.objectCount), 2);
  });
});
