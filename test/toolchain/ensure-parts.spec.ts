import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type EnsureOptions, ensureParts, silentProgress, ToolchainError } from "../../tools/toolchain";
import { NegativeCache } from "../../tools/toolchain/negative-cache";
import { FakePrograms } from "./fake-programs";
import { RecordedProgress } from "./recorded-progress";
import { removeTemporaryFolders, temporaryFolder } from "./temporary-folder";

function options(programs: FakePrograms, extra: EnsureOptions = {}): EnsureOptions {
  return {
    environment: programs.environment(),
    cacheDirectory: temporaryFolder(),
    progress: silentProgress,
    ...extra,
  };
}

const fakeCli = 'case "$1" in version) echo v3.255.0 ;; *) echo "dial tcp: no such host" >&2; exit 1 ;; esac';

describe("making parts available", () => {
  after(removeTemporaryFolders);

  it("builds what cannot be had otherwise, says so, and takes it from the cache the next time", async () => {
    const programs = new FakePrograms().addGo();
    const progress = new RecordedProgress();
    const chosen = options(programs, { progress });
    const first = await ensureParts(["etcd"], chosen);
    assert.equal(execFileSync(first.path("etcd"), { encoding: "utf8" }), "built go.etcd.io/etcd/server/v3\n");
    assert.deepEqual([first.find("etcd")?.way, first.find("etcd")?.fresh], ["built", true]);
    assert.match(progress.lines.join("\n"), /etcd working: building 3\.6\.8 from Go modules, about 30 s/);
    assert.match(progress.lines.join("\n"), /etcd 3\.6\.8 done: built from published Go modules, \d/);
    const second = await ensureParts(["etcd"], chosen);
    assert.equal(second.path("etcd"), first.path("etcd"));
    assert.equal(second.find("etcd")?.fresh, false);
    assert.equal(programs.calls("go build"), 1);
  });

  it("builds once when two runs want the same part at the same time", async () => {
    const programs = new FakePrograms().addGo();
    const chosen = options(programs);
    const [one, other] = await Promise.all([ensureParts(["etcd"], chosen), ensureParts(["etcd"], chosen)]);
    assert.equal(one.path("etcd"), other.path("etcd"));
    assert.equal(programs.calls("go build"), 1);
  });

  it("builds a damaged part again and says why", async () => {
    const programs = new FakePrograms().addGo();
    const progress = new RecordedProgress();
    const chosen = options(programs, { progress });
    const first = await ensureParts(["etcd"], chosen);
    appendFileSync(first.path("etcd"), "damage");
    await ensureParts(["etcd"], chosen);
    assert.equal(programs.calls("go build"), 2);
    assert.match(
      progress.lines.join("\n"),
      /etcd note: the copy in the cache is not used: it has \d+ bytes instead of \d+/,
    );
  });

  it("prefers an installed program that is new enough", async () => {
    const programs = new FakePrograms().addGo().add("helm", "echo v3.21.0+gabc");
    const toolchain = await ensureParts(["helm"], options(programs));
    assert.deepEqual(toolchain.find("helm"), {
      name: "helm",
      version: "3.21.0",
      way: "installed",
      path: join(programs.folder, "helm"),
      fresh: false,
      seconds: 0,
      failedWays: [],
    });
    assert.equal(programs.calls("go"), 0);
  });

  it("passes over an installed program that is too old, and keeps the reason", async () => {
    const programs = new FakePrograms().addGo().add("helm", "echo v3.2.1");
    const helm = (await ensureParts(["helm"], options(programs))).find("helm");
    assert.equal(helm?.way, "built");
    assert.match(helm.failedWays[0]?.reason ?? "", /helm is version 3\.2\.1, at least 3\.\d+\.0 is needed/);
  });

  it("without Go names every part that needs it and both ways out, in one message", async () => {
    const programs = new FakePrograms();
    const progress = new RecordedProgress();
    await assert.rejects(
      ensureParts(["etcd", "helm", "kwok"], options(programs, { progress })),
      (error: Error) => {
        assert.ok(error instanceof ToolchainError);
        assert.match(
          error.message,
          /Go is not installed \(no go on PATH\)\. These parts are built with it: helm, etcd, kwok\./,
        );
        assert.match(error.message, /helm, installed on this machine: no helm on PATH/);
        assert.match(
          error.message,
          /install Go 1\.26\.0 or newer and put it on PATH, or install the tools themselves .*: helm\./,
        );
        assert.equal(error.message.split("Go is not installed").length, 2);
        return true;
      },
    );
    assert.doesNotMatch(progress.lines.join("\n"), /building/);
  });

  it("says when Go is too old and may not fetch a newer one", async () => {
    const programs = new FakePrograms().addGo({ version: "go1.22.1" });
    await assert.rejects(
      ensureParts(["etcd"], options(programs)),
      /Go 1\.22\.1 is too old .*: at least 1\.25\.0 is needed.*GOTOOLCHAIN is "local"/,
    );
    assert.equal(programs.calls("go build"), 0);
  });

  it("quotes Go when modules cannot be fetched, asks the network once, and does not start a build", async () => {
    const programs = new FakePrograms().addGo({ listFailure: "dial tcp: lookup modules.test: no such host" });
    await assert.rejects(ensureParts(["etcd", "kwok"], options(programs)), (error: Error) => {
      assert.match(
        error.message,
        /^Go modules could not be fetched: dial tcp: lookup modules\.test: no such host\. These parts are built from them: etcd, kwok\.\n {2}What to do: check the network/,
      );
      return true;
    });
    assert.equal(programs.calls("go list"), 2);
    assert.equal(programs.calls("GOPROXY=off go list"), 1);
    assert.equal(programs.calls("go build"), 0);
  });

  it("goes on with the other parts when one cannot be had", async () => {
    const programs = new FakePrograms().add("helm", "echo v3.21.0");
    const progress = new RecordedProgress();
    await assert.rejects(
      ensureParts(["helm", "etcd"], options(programs, { progress })),
      /built with it: etcd\./,
    );
    assert.match(progress.lines.join("\n"), /etcd failed: Go is not installed/);
  });

  it("names the folder and the variable when the cache cannot be written", async () => {
    const file = join(temporaryFolder(), "file");
    writeFileSync(file, "");
    const chosen = options(new FakePrograms(), { cacheDirectory: join(file, "cache") });
    await assert.rejects(ensureParts(["etcd"], chosen), /cannot be written .*PULUMI_SERVICE_MESH_CACHE/);
  });
});

describe("providers", () => {
  after(removeTemporaryFolders);

  it("are the bundled ones when the official plugins cannot be reached, which is not tried twice a day", async () => {
    const programs = new FakePrograms().add("pulumi", fakeCli);
    const progress = new RecordedProgress();
    const chosen = options(programs, { progress });
    const first = await ensureParts(["provider-tls"], chosen);
    assert.equal(first.find("provider-tls")?.way, "bundled");
    assert.match(
      progress.lines.join("\n"),
      /provider-tls note: no official download \(dial tcp: no such host\); next: bundled with this repository/,
    );
    await ensureParts(["provider-tls"], chosen);
    assert.equal(programs.calls("pulumi plugin install"), 1);
    await ensureParts(["provider-tls", "provider-random"], { ...chosen, retryDownloads: true });
    assert.equal(programs.calls("pulumi plugin install"), 2, "one plugin that fails speaks for the other");
  });

  it("are not downloaded when downloads are switched off", async () => {
    const programs = new FakePrograms().add("pulumi", fakeCli);
    const environment = programs.environment({ PULUMI_SERVICE_MESH_OFFLINE: "1" });
    const toolchain = await ensureParts(["provider-tls"], options(programs, { environment }));
    assert.equal(toolchain.find("provider-tls")?.way, "bundled");
    assert.equal(programs.calls("pulumi plugin install"), 0);
  });

  it("are tried again as soon as there is a CLI that can download them", async () => {
    const chosen = options(new FakePrograms());
    new NegativeCache(chosen.cacheDirectory ?? "").remember("official-cli", "no such host");
    await assert.rejects(ensureParts(["provider-tls"], chosen), /These parts are built with it: pulumi\./);
    const programs = new FakePrograms().add("pulumi", fakeCli);
    await ensureParts(["provider-tls"], { ...chosen, environment: programs.environment() });
    assert.equal(programs.calls("pulumi plugin install"), 1);
  });

  it("are the official ones when they can be downloaded", async () => {
    const install =
      'd="$PULUMI_HOME/plugins/$3-$4-$5"; d="$PULUMI_HOME/plugins/resource-tls-$5"; mkdir -p "$d"; echo x > "$d/pulumi-resource-tls"';
    const programs = new FakePrograms().add(
      "pulumi",
      `case "$1" in version) echo v3.255.0 ;; plugin) ${install} ;; esac`,
    );
    const chosen = options(programs);
    const [first, second] = [
      await ensureParts(["provider-tls"], chosen),
      await ensureParts(["provider-tls"], chosen),
    ];
    assert.deepEqual(
      [first, second].map((toolchain) => toolchain.find("provider-tls")?.way),
      ["download", "download"],
    );
    assert.ok(first.path("provider-tls").startsWith(first.cacheDirectory));
    assert.equal(programs.calls("pulumi plugin install resource tls v"), 1);
  });
});
