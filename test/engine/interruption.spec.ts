import assert from "node:assert/strict";
import { ClusterAccess, type EngineProcess, type EngineResult, locksIn, recover } from "../../tools/engine";
import { renderedFiles } from "../../tools/quickstart/rendered-files";
import { sessionMembers } from "../../tools/supervision/session-members.mjs";
import { processEnds } from "../toolchain/process-ends";
import { environmentStack, fixtureSources, type EnvironmentStack } from "./environment-stack";

/** Resources that the engine has begun to create when it is killed; in the middle of all. */
const begun = 40;

describe("an engine that is killed in the middle of `up`", function () {
  this.timeout(240_000);
  let opened: EnvironmentStack;
  let killed: EngineResult;
  let keys: ReadonlyMap<string, unknown>;
  let started: number[] = [];

  const recordedKeys = async (): Promise<Map<string, unknown>> => {
    const { resources } = await opened.stack.export();
    const own = resources.filter(({ type }) => type === "tls:index/privateKey:PrivateKey");
    return new Map(own.map(({ urn, id }) => [urn, id]));
  };

  before(async () => {
    opened = await environmentStack({ environment: "development", cluster: ClusterAccess.None });
    const { stack, manifests } = opened;
    await stack.open({
      ...fixtureSources,
      "service-mesh:mode": "rendered",
      "service-mesh:directory": manifests,
    });
    let engine: EngineProcess | undefined;
    let count = 0;
    killed = await stack.up({
      onStart: (running) => {
        engine = running;
      },
      onEvent: (event) => {
        const creating = event.kind === "started" && event.step.operation === "create";
        if (!creating || ++count !== begun || engine?.pid === undefined) return;
        const { pid } = engine;
        started = sessionMembers(pid).filter((member) => member !== pid);
        process.kill(engine.pid, "SIGKILL");
      },
    });
  });

  after(() => {
    opened.close();
  });

  it("takes the providers and the language host with it", async () => {
    assert.ok(started.length >= 3, `it had started ${String(started.length)} programs`);
    for (const pid of started) await processEnds(pid, 10_000);
  });

  it("leaves its lock, by which the next run tells it from one that still works", async () => {
    assert.equal(killed.end.signal, "SIGKILL");
    assert.deepEqual(
      locksIn(opened.state).map(({ alive }) => alive),
      [false],
    );
    const refused = await opened.stack.up();
    assert.ok(!refused.succeeded);
    assert.match(refused.failure, /locked/);
  });

  it("loses nothing that it had recorded: the next run goes on from there", async () => {
    const { killed: found } = await recover(opened.stack, opened.state, () => Promise.resolve(undefined));
    assert.ok(found);
    keys = await recordedKeys();
    const next = await opened.stack.up();
    assert.ok(next.succeeded, next.failure);
    assert.ok(next.changes.length > 0, "nothing was left to do: it was killed too late to show anything");
    const after = await recordedKeys();
    for (const [urn, id] of keys) assert.equal(after.get(urn), id, `${urn} was made anew`);
  });

  it("is made good for by that run: everything is there, nothing is under way, nothing more changes", async () => {
    const { resources, pendingOperations } = await opened.stack.export();
    assert.deepEqual(pendingOperations, []);
    assert.deepEqual(locksIn(opened.state), []);
    const objects = resources.filter(({ type, id }) => type.startsWith("kubernetes:") && id !== undefined);
    assert.equal(renderedFiles(opened.manifests).length, objects.length);
    const again = await opened.stack.preview();
    assert.deepEqual(again.changeNames, []);
  });
});
