import { clusterParts } from "../cluster";
import { engineParts } from "../engine";
import type { PartName } from "../toolchain";

/** One layer of tests: the specs below `test/<name>/`, run in a process of its own. */
export interface TestLayer {
  readonly name: string;
  /** What it shows, in a few words. */
  readonly shows: string;
  /** Bound on the whole layer, prerequisites not counted. Unit: seconds. */
  readonly limitSeconds: number;
  /** Bound on a test that sets none of its own. Unit: milliseconds. */
  readonly testTimeoutMs: number;
  /** Programs that are made available first. */
  readonly parts?: readonly PartName[];
  /** Folders of `../shared`, which stands beside the checkout on some machines, that the layer reads. */
  readonly shared?: readonly string[];
}

const minute = 60;

/** Every layer, fast to slow. A folder with specs that is not listed here is an error, and so is a layer without specs. */
export const testLayers: readonly TestLayer[] = [
  { name: "unit", shows: "single rules, plain values", limitSeconds: 5 * minute, testTimeoutMs: 20_000 },
  { name: "golden", shows: "definition in, manifests out", limitSeconds: minute, testTimeoutMs: 5_000 },
  {
    name: "property",
    shows: "what holds for every input",
    limitSeconds: 10 * minute,
    testTimeoutMs: 300_000,
  },
  {
    name: "crd",
    shows: "rendered objects against the real CRDs",
    limitSeconds: minute,
    testTimeoutMs: 10_000,
    shared: ["crds"],
  },
  {
    name: "components",
    shows: "resources, parents and secrets, under mocks",
    limitSeconds: 5 * minute,
    testTimeoutMs: 30_000,
    // Charts are templated by the real program.
    parts: ["helm"],
  },
  {
    name: "stacks",
    shows: "the example's environments",
    limitSeconds: 2 * minute,
    testTimeoutMs: 30_000,
  },
  {
    name: "examples",
    shows: "what the README shows",
    limitSeconds: 2 * minute,
    testTimeoutMs: 60_000,
  },
  {
    name: "schema",
    shows: "what Pulumi's analyzer reads from the components",
    limitSeconds: 5 * minute,
    testTimeoutMs: 120_000,
  },
  {
    name: "package",
    shows: "the package as users install it",
    limitSeconds: 15 * minute,
    testTimeoutMs: 10 * 60_000,
  },
  {
    name: "toolchain",
    shows: "how programs are had",
    limitSeconds: 10 * minute,
    testTimeoutMs: 60_000,
  },
  {
    name: "contract",
    shows: "providers behave as the official ones",
    limitSeconds: 25 * minute,
    testTimeoutMs: 120_000,
    parts: [...engineParts, "helm", ...clusterParts],
  },
  {
    name: "engine",
    shows: "the real engine: up, up again, change, destroy",
    limitSeconds: 30 * minute,
    testTimeoutMs: 240_000,
    parts: [...engineParts, "helm", ...clusterParts],
  },
  {
    name: "cluster",
    shows: "a local Kubernetes control plane",
    limitSeconds: 40 * minute,
    testTimeoutMs: 120_000,
    parts: clusterParts,
  },
];

/** Layers that `npm run check` runs: no program but Node.js is needed. */
export const fastLayers: readonly string[] = ["unit", "golden", "property", "crd"];
