/**
 * The architecture as a lint rule. Each layer names the layers it may import; everything else is refused.
 * Pure layers additionally import neither @pulumi packages nor Node's I/O modules, so that the same definition
 * always gives the same bytes.
 */
export const layers = {
  model: { mayImport: [], pure: true },
  backends: { mayImport: ["model"], pure: true },
  analysis: { mayImport: ["model", "backends"], pure: true },
  report: { mayImport: ["model", "backends", "analysis"], pure: true },
  components: { mayImport: ["model", "backends", "analysis", "report"], pure: false },
  stacks: { mayImport: ["model", "backends", "analysis", "report", "components"], pure: false },
};

/** Backends never import each other: `backends/<name>/` may reach only itself and the files directly in `backends/`. */
export const backendNames = ["linkerd", "istio", "consul", "envoy"];

const ioModules = [
  "fs",
  "child_process",
  "net",
  "http",
  "https",
  "os",
  "process",
  "worker_threads",
  "dgram",
  "tls",
];

function forbidFolders(folders, message) {
  return { regex: `^(\\.\\./)+(${folders.join("|")})(/|$)`, message };
}

function rule(files, patterns) {
  return { files, rules: { "no-restricted-imports": ["error", { patterns }] } };
}

const pureImports = [
  { regex: "^@pulumi/", message: "A pure layer imports nothing from @pulumi." },
  { regex: `^(node:)?(${ioModules.join("|")})(/|$)`, message: "A pure layer does no I/O." },
];

export const layerRules = Object.entries(layers).flatMap(([layer, { mayImport, pure }]) => {
  const others = [...Object.keys(layers), "tools", "test", "cli"].filter(
    (l) => l !== layer && !mayImport.includes(l),
  );
  const base = [
    forbidFolders(others, `${layer}/ may import only: ${mayImport.join(", ") || "nothing"}.`),
    ...(pure ? pureImports : []),
  ];
  const whole = rule([`${layer}/**/*.ts`], base);
  if (layer !== "backends") return [whole];
  return [
    whole,
    ...backendNames.map((name) =>
      rule(
        [`backends/${name}/**/*.ts`],
        [
          ...base,
          forbidFolders(
            backendNames.filter((n) => n !== name),
            "Backends never import each other.",
          ),
        ],
      ),
    ),
  ];
});
