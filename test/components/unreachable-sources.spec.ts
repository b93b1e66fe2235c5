import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { ChartInstallation } from "../../backends";
import { helmVariable } from "../../components/charts/helm";
import { renderChart } from "../../components/charts/render-chart";
import { cacheVariable } from "../../components/sources/cache-directory";
import { readManifests } from "../../components/sources/read-manifests";
import { SourceUnavailable } from "../../components/sources/source-unavailable";
import { ensureParts } from "../../tools/toolchain";
import { writeFixtureCharts, type FixtureCharts } from "./fixture-charts";

const fixtures = join(__dirname, "..", "fixtures");
const installation: ChartInstallation = {
  chart: "linkerd-crds",
  version: "2026.8.3",
  namespace: "linkerd",
  values: {},
  carriesCrds: true,
};

/** Serves the files of a folder; in a process of its own, because sources are read synchronously. */
const server = `
const { createServer } = require("node:http");
const { readFileSync } = require("node:fs");
createServer((request, response) => {
  try { response.end(readFileSync(process.argv[1] + request.url)); } catch { response.writeHead(404).end(); }
}).listen(0, "127.0.0.1", function () { console.log(this.address().port); });
`;

describe("a source over the network that later cannot be reached", function () {
  this.timeout(60_000);
  let fixture: FixtureCharts;
  let folder: string;
  let repository: string;
  let serving: ChildProcess;
  let cacheBefore: string | undefined;

  let helmBefore: string | undefined;

  before(async () => {
    helmBefore = process.env[helmVariable];
    process.env[helmVariable] = helmBefore ?? (await ensureParts(["helm"])).helm;
  });

  after(() => {
    if (helmBefore === undefined) Reflect.deleteProperty(process.env, helmVariable);
  });

  beforeEach(async () => {
    cacheBefore = process.env[cacheVariable];
    folder = mkdtempSync(join(tmpdir(), "service-mesh-sources-"));
    process.env[cacheVariable] = join(folder, "cache");
    fixture = writeFixtureCharts();
    const files = join(folder, "files");
    cpSync(join(fixtures, "gateway-api"), join(files, "gateway-api"), { recursive: true });
    const helm = process.env[helmVariable] ?? "";
    execFileSync(helm, [
      "package",
      join(fixture.charts, "linkerd-crds"),
      "--version",
      installation.version,
      "--destination",
      files,
    ]);
    execFileSync(helm, ["repo", "index", files]);
    serving = spawn(process.execPath, ["--eval", server, files], {
      stdio: ["ignore", "pipe", "inherit"],
      timeout: 60_000,
    });
    assert.ok(serving.stdout);
    const [port] = (await once(createInterface({ input: serving.stdout }), "line")) as [string];
    repository = `http://127.0.0.1:${port}`;
  });

  afterEach(() => {
    serving.kill("SIGKILL");
    if (cacheBefore === undefined) Reflect.deleteProperty(process.env, cacheVariable);
    else process.env[cacheVariable] = cacheBefore;
    fixture.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const goOffline = async (): Promise<void> => {
    const ended = once(serving, "exit");
    serving.kill("SIGKILL");
    await ended;
  };

  it("gives a chart as it was fetched before", async () => {
    const fetched = renderChart(installation, repository, "1.34.0");
    assert.ok(fetched.length > 0);
    await goOffline();
    assert.deepEqual(renderChart(installation, repository, "1.34.0"), fetched);
  });

  it("gives a manifest as it was fetched before", async () => {
    const [file] = readdirSync(join(fixtures, "gateway-api")).filter((name) => name.endsWith(".yaml"));
    const address = `${repository}/gateway-api/${file ?? ""}`;
    const fetched = readManifests("Gateway API", address);
    await goOffline();
    assert.deepEqual(readManifests("Gateway API", address), fetched);
  });

  it("is an error where nothing was fetched before, and for another version", async () => {
    renderChart(installation, repository, "1.34.0");
    await goOffline();
    const other = { ...installation, version: "2026.8.4" };
    assert.throws(() => renderChart(other, repository, "1.34.0"), SourceUnavailable);
  });

  it("is fetched also where no copy can be kept", () => {
    writeFileSync(join(folder, "cache"), "a file where the folder should be");
    assert.ok(renderChart(installation, repository, "1.34.0").length > 0);
  });
});
