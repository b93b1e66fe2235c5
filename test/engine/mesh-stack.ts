import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MeshArgs } from "../../components";
import {
  engineEnvironment,
  engineParts,
  EngineStack,
  type ClusterAccess,
  type EngineResult,
} from "../../tools/engine";
import { ensureParts } from "../../tools/toolchain";

/** Parts of base64 texts that begin with a PEM private key, whatever its kind, and the PEM itself. */
const keyTraces = ["PRIVATE KEY", "LS0tLS1CRUdJTiBQUklW", "LS0tLS1CRUdJTiBFQyBQUklW", "LS0tLS1CRUdJTiBSU0Eg"];

/** A stack of the little program beside this file: its whole input is one mesh. */
export class MeshStack {
  private constructor(
    /** Folder of this stack alone: state, configuration, rendered files. */
    readonly folder: string,
    private readonly stack: EngineStack,
  ) {}

  static async open(cluster: ClusterAccess | { readonly kubeconfig: string }): Promise<MeshStack> {
    const toolchain = await ensureParts(engineParts);
    const folder = mkdtempSync(join(tmpdir(), "service-mesh-engine-"));
    const stack = new EngineStack({
      environment: engineEnvironment(toolchain, { stateDirectory: join(folder, "state"), cluster }),
      project: join(__dirname, "program"),
      stack: "test",
      folder: join(folder, "stack"),
    });
    return new MeshStack(folder, stack);
  }

  /** Rolls a mesh out. */
  async up(mesh: MeshArgs): Promise<EngineResult> {
    await this.configure(mesh);
    return succeeded(await this.stack.up());
  }

  async preview(mesh: MeshArgs): Promise<EngineResult> {
    await this.configure(mesh);
    return succeeded(await this.stack.preview());
  }

  /** What the engine says of a mesh that it refuses. */
  async refusal(mesh: MeshArgs): Promise<EngineResult> {
    await this.configure(mesh);
    const result = await this.stack.preview();
    if (result.succeeded) throw new Error("the mesh was accepted");
    return result;
  }

  async destroy(): Promise<EngineResult> {
    return succeeded(await this.stack.destroy());
  }

  /** An output, secrets in clear. */
  async output(name: string): Promise<string> {
    return this.stack.output(name);
  }

  /** What the stack has recorded, secrets encrypted. */
  async recorded(): Promise<string> {
    return this.stack.exportText();
  }

  /** Files of this stack, state and rendered ones alike, in which a private key can be read. */
  filesWithKeys(): string[] {
    return filesBelow(this.folder).filter((file) => hasKey(readFileSync(file, "utf8")));
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async configure(mesh: MeshArgs): Promise<void> {
    await this.stack.open({ "engine-test:mesh": JSON.stringify(mesh) });
  }
}

/** Whether a text holds a private key, also when it is base64-encoded. */
export function hasKey(text: string): boolean {
  return keyTraces.some((trace) => text.includes(trace));
}

/** Every file below a folder, but not what links lead to. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && statSync(join(entry.parentPath, entry.name)).size < 64 * 1024 * 1024)
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.includes("/pulumi-home/"));
}

function succeeded(result: EngineResult): EngineResult {
  if (!result.succeeded) throw new Error(result.failure);
  return result;
}
