import assert from "node:assert/strict";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { delimiter, join } from "node:path";
import { pulumiEnvironment, type ReadyPart, Toolchain, type Way } from "../../tools/toolchain";
import { type PartName, partOf } from "../../tools/toolchain/part-catalog";
import { removeTemporaryFolders, temporaryFolder } from "./temporary-folder";

function makePart(name: PartName, way: Way): ReadyPart {
  const part = partOf(name);
  const folder = join(temporaryFolder(), "bin");
  mkdirSync(folder);
  const path = join(folder, part.executable);
  writeFileSync(path, `${name} ${way}`, { mode: 0o755 });
  return { name, version: part.version, way, path, fresh: false, seconds: 0, failedWays: [] };
}

function makeToolchain(...parts: ReadyPart[]): Toolchain {
  return new Toolchain("/cache", parts);
}

describe("environment of the pulumi CLI", () => {
  after(removeTemporaryFolders);

  it("works on the given folder and keeps the user's login, passphrase and home out", () => {
    const stateDirectory = join(temporaryFolder(), "a state #1");
    const user = {
      PATH: "/user/bin",
      PULUMI_ACCESS_TOKEN: "t",
      PULUMI_CONFIG_PASSPHRASE: "p",
      PULUMI_HOME: "/user",
      KEEP: "1",
    };
    const environment = pulumiEnvironment(makeToolchain(), { stateDirectory, environment: user });
    assert.equal(
      environment["PULUMI_BACKEND_URL"],
      `file://${stateDirectory.replace(/ /g, "%20").replace("#", "%23")}?metadata=skip`,
    );
    assert.equal(environment["PULUMI_HOME"], join(stateDirectory, "pulumi-home"));
    assert.equal(environment["PULUMI_ACCESS_TOKEN"], undefined);
    assert.equal(environment["PULUMI_CONFIG_PASSPHRASE"], undefined);
    assert.equal(environment["PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION"], "true");
    assert.equal(environment["KEEP"], "1");
    assert.ok(environment["PATH"]?.endsWith("/user/bin"));
  });

  it("makes a passphrase that only the owner can read, and keeps it", () => {
    const stateDirectory = temporaryFolder();
    const file =
      pulumiEnvironment(makeToolchain(), { stateDirectory })["PULUMI_CONFIG_PASSPHRASE_FILE"] ?? "";
    const passphrase = readFileSync(file, "utf8");
    assert.ok(passphrase.length >= 32);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    pulumiEnvironment(makeToolchain(), { stateDirectory });
    assert.equal(readFileSync(file, "utf8"), passphrase);
    const other = pulumiEnvironment(makeToolchain(), { stateDirectory, passphraseFile: "/given" });
    assert.equal(other["PULUMI_CONFIG_PASSPHRASE_FILE"], "/given");
  });

  it("puts a built CLI and language host side by side, as real files, first on PATH", () => {
    const cli = makePart("pulumi", "built");
    const toolchain = makeToolchain(cli, makePart("pulumi-language-nodejs", "built"));
    const path = pulumiEnvironment(toolchain, { stateDirectory: temporaryFolder() })["PATH"] ?? "";
    const folder = path.split(delimiter)[0] ?? "";
    assert.deepEqual(readdirSync(folder).sort(), ["pulumi", "pulumi-language-nodejs"]);
    assert.equal(readFileSync(join(folder, "pulumi"), "utf8"), "pulumi built");
    assert.equal(lstatSync(join(folder, "pulumi")).isSymbolicLink(), false);
  });

  it("leaves an installed CLI where it is", () => {
    const cli = makePart("pulumi", "installed");
    const host = {
      ...makePart("pulumi-language-nodejs", "installed"),
      path: join(cli.path, "..", "pulumi-language-nodejs"),
    };
    const path =
      pulumiEnvironment(makeToolchain(cli, host), { stateDirectory: temporaryFolder() })["PATH"] ?? "";
    assert.equal(join(path.split(delimiter)[0] ?? "", "pulumi"), cli.path);
  });

  it("shows each provider to the engine as a plugin of the version that the SDK asks for", () => {
    const tls = makePart("provider-tls", "bundled");
    const stateDirectory = temporaryFolder();
    pulumiEnvironment(makeToolchain(tls), { stateDirectory });
    const folder = join(
      stateDirectory,
      "pulumi-home",
      "plugins",
      `resource-tls-v${partOf("provider-tls").version}`,
    );
    assert.equal(realpathSync(join(folder, "pulumi-resource-tls")), realpathSync(tls.path));
    assert.equal(lstatSync(folder).isDirectory(), true, "the engine does not follow a linked folder");
    const official = makePart("provider-tls", "download");
    pulumiEnvironment(makeToolchain(official), { stateDirectory });
    assert.equal(realpathSync(join(folder, "pulumi-resource-tls")), realpathSync(official.path));
    assert.equal(existsSync(join(stateDirectory, "pulumi-home", "plugins", "resource-random")), false);
  });
});
