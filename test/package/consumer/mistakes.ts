import { Environment, Mesh, type MeshDefinition } from "../../../index";

const usual = { name: "demo", environment: Environment.Development } as const;

// @ts-expect-error A definition needs namespaces and services.
new Mesh("incomplete", usual);

const definition: MeshDefinition = {
  ...usual,
  namespaces: {},
  // @ts-expect-error A port has a number.
  services: { "shop/web": { ports: [{ port: "80" }] } },
};

// @ts-expect-error A misspelt option is not ignored.
new Mesh("misspelt", { ...definition, tusrt: {} });

// @ts-expect-error Outputs are typed.
export const text: number = new Mesh("typed", definition).backend;
