import assert from "node:assert/strict";
import { renderMesh } from "../../../backends";
import { metrics, scrapedLabels } from "../../../backends/linkerd/observability/dashboards/metrics";
import { meshOf } from "../../support/definition";

interface Target {
  readonly expr: string;
  readonly legendFormat: string;
}

interface DashboardJson {
  readonly uid: string;
  readonly title: string;
  readonly templating: { readonly list: readonly { readonly name: string; readonly query: unknown }[] };
  readonly panels: readonly {
    readonly id: number;
    readonly title: string;
    readonly type: string;
    readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
    readonly targets?: readonly Target[];
  }[];
}

function dashboardsOf(name = "boutique"): DashboardJson[] {
  const definition = { ...meshOf({}, { observability: { dashboards: {} } }), name };
  return renderMesh(definition)
    .objects.filter(({ manifest }) => manifest.kind === "ConfigMap")
    .flatMap(({ manifest }) => Object.values(manifest["data"] as Record<string, string>))
    .map((text) => JSON.parse(text) as DashboardJson);
}

const known: Readonly<Record<string, readonly string[]>> = metrics;
const words = ["sum", "by", "rate", "min", "histogram_quantile"];

/** Everything in a query that is the name of a metric or of a label. */
function namesIn(query: string): { metrics: string[]; labels: string[] } {
  const bare = query.replace(/"[^"]*"/g, '""').replace(/\[[^\]]*\]/g, "");
  const groups = [...bare.matchAll(/by \(([^)]*)\)/g)].flatMap(([, list = ""]) => list.split(/,\s*/));
  const conditions = [...bare.matchAll(/\{([^}]*)\}/g)].flatMap(([, list = ""]) =>
    list.split(/,\s*/).map((condition) => /^\w+/.exec(condition)?.[0] ?? ""),
  );
  const rest = bare.replace(/by \([^)]*\)/g, "by").replace(/\{[^}]*\}/g, "");
  const names = [...rest.matchAll(/[a-z_]\w*/g)].map(([name]) => name);
  return { metrics: names.filter((name) => !words.includes(name)), labels: [...groups, ...conditions] };
}

describe("dashboards", () => {
  const dashboards = dashboardsOf();

  it("show services, routes and the health of the mesh", () => {
    assert.deepEqual(
      dashboards.map(({ uid }) => uid),
      ["boutique-health", "boutique-routes", "boutique-services"],
    );
  });

  for (const { uid, panels, templating } of dashboards) {
    describe(uid, () => {
      for (const { title, targets = [] } of panels) {
        for (const { expr, legendFormat } of targets) {
          it(`asks for nothing that Linkerd does not tell: ${title}, ${legendFormat}`, () => {
            const { metrics: asked, labels } = namesIn(expr);
            assert.ok(asked.length > 0, expr);
            const allowed = new Set<string>(scrapedLabels);
            for (const metric of asked) {
              assert.ok(Object.hasOwn(known, metric), `${metric} is not a metric of Linkerd`);
              for (const label of known[metric] ?? []) allowed.add(label);
            }
            for (const label of labels) assert.ok(allowed.has(label), `${asked.join(", ")} has no ${label}`);
          });

          it(`names its lines by labels that the query keeps: ${title}, ${legendFormat}`, () => {
            const groups = [...expr.matchAll(/by \(([^)]*)\)/g)].flatMap(([, list = ""]) =>
              list.split(/,\s*/),
            );
            for (const [, label = ""] of legendFormat.matchAll(/\{\{(\w+)\}\}/g))
              assert.ok(groups.includes(label), `${label} is not among ${groups.join(", ")}`);
          });

          it(`uses the choices above it: ${title}, ${legendFormat}`, () => {
            const choices = templating.list.map(({ name }) => name);
            for (const [, name = ""] of expr.matchAll(/\$(\w+)/g))
              assert.ok(name === "__rate_interval" || choices.includes(name), name);
          });

          it(`has its brackets in pairs: ${title}, ${legendFormat}`, () => {
            const count = (sign: string): number => expr.split(sign).length;
            assert.equal(count("("), count(")"));
            assert.equal(count("{"), count("}"));
            assert.equal(count("["), count("]"));
          });
        }
      }

      it("puts each panel in a place of its own", () => {
        const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
          Array.from(
            { length: w * h },
            (_, index) => `${String(x + (index % w))}/${String(y + Math.floor(index / w))}`,
          ),
        );
        assert.equal(new Set(cells).size, cells.length);
        assert.ok(panels.every(({ gridPos: { x, w } }) => x + w <= 24));
        assert.equal(new Set(panels.map(({ id }) => id)).size, panels.length);
      });

      it("asks its choices for metrics that exist", () => {
        for (const { query } of templating.list) {
          const text = typeof query === "string" ? query : (query as { query: string }).query;
          const [, metric, label] = /^label_values\((\w+).*, (\w+)\)$/.exec(text) ?? [];
          if (metric === undefined || label === undefined) continue;
          assert.ok([...(known[metric] ?? []), ...scrapedLabels].includes(label), text);
        }
      });
    });
  }

  it("use every metric of the list", () => {
    const text = JSON.stringify(dashboards);
    assert.deepEqual(
      Object.keys(known).filter((metric) => !text.includes(metric)),
      [],
    );
  });

  it("have addresses that Grafana takes, also of meshes with long names", () => {
    const uids = ["m".repeat(40), `${"m".repeat(39)}n`].flatMap((name) =>
      dashboardsOf(name).map(({ uid }) => uid),
    );
    assert.equal(new Set(uids).size, uids.length);
    assert.ok(uids.every((uid) => /^[A-Za-z0-9_-]{1,40}$/.test(uid)));
  });
});
