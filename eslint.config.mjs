import tseslint from "typescript-eslint";
import { layerRules } from "./tools/lint/layers.mjs";

export default tseslint.config(
  { ignores: ["node_modules/", "dist/", ".mesh/"] },
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: ["**/*.ts"] })),
  {
    files: ["**/*.ts"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
      "no-restricted-exports": ["error", { restrictDefaultExports: { direct: true } }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // A Pulumi resource is constructed for its effect on the engine.
      "no-new": "off",
      "@typescript-eslint/no-extraneous-class": "off",
    },
  },
  // Mocha's describe/it return values are not promises to await; expressions assert.
  {
    files: ["test/**/*.ts"],
    rules: {
      "@typescript-eslint/no-floating-promises": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
  ...layerRules,
);
