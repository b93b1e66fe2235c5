import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo, type Server } from "node:net";
import { createInterface } from "node:readline";
import { ensureParts } from "../../tools/toolchain";
import { skipBecause } from "../support/skip";

describe("a bundled provider whose engine was killed", function () {
  this.timeout(120_000);
  let engine: Server | undefined;

  afterEach(() => {
    engine?.close();
  });

  it("lives while the engine listens, and ends soon after it does no longer", async function () {
    const part = (await ensureParts(["provider-random"])).find("provider-random");
    if (part?.way !== "bundled")
      skipBecause(this, "an official provider is in use, which has rules of its own");
    engine = createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
    await once(engine, "listening");
    const { port } = engine.address() as AddressInfo;
    const provider = spawn(part.path, [`127.0.0.1:${String(port)}`], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = once(provider, "exit");
    try {
      await once(createInterface({ input: provider.stdout }), "line");
      await once(engine, "connection");
      assert.equal(provider.exitCode, null);
      engine.close();
      const [code] = (await ended) as [number | null];
      assert.equal(code, 0);
    } finally {
      provider.kill("SIGKILL");
    }
  });
});
