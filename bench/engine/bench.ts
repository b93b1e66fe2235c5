import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { renderMesh } from "../../backends";
import { ensureParts, pulumiEnvironment } from "../../tools/toolchain";
import { benchDefinition } from "../definition";
import { median } from "../statistics";

const repository = join(__dirname, "..", "..");
const workspace = join(repository, ".mesh", "bench");
const services = 40;
const rounds = 3;
const commandTimeoutMs = 300_000;
const programs = ["component", "handwritten"] as const;
type Program = (typeof programs)[number];

/**
 * Times the engine on the package's component and on a hand-written program that declares the same objects, in turn, with the
 * package as users have it: built. Prints medians and the ratio.
 */
export async function benchEngine(): Promise<void> {
  const toolchain = await ensureParts(["pulumi", "pulumi-language-nodejs", "provider-kubernetes"]);
  execFileSync(process.execPath, [require.resolve("typescript/bin/tsc"), "-p", "tsconfig.build.json"], {
    cwd: repository,
  });
  const objects = prepare();
  console.log(
    `\nEngine on the file backend, ${String(services)} services, ${String(objects)} objects, rendered; ${String(rounds)} rounds in turn:`,
  );
  const seconds: Record<Program, number[]> = { component: [], handwritten: [] };
  for (let round = 0; round < rounds; round++) {
    for (const program of programs) {
      const state = join(workspace, program, "state");
      for (const left of ["state", "rendered", "Pulumi.bench.yaml"]) {
        rmSync(join(workspace, program, left), { recursive: true, force: true });
      }
      const environment = {
        ...pulumiEnvironment(toolchain, { stateDirectory: state }),
        KUBECONFIG: join(state, "none"),
        PULUMI_NODEJS_TRANSPILE_ONLY: "true",
      };
      pulumi(program, environment, "stack", "init", "bench");
      const begin = process.hrtime.bigint();
      pulumi(program, environment, "up", "--yes", "--skip-preview", "--stack", "bench");
      seconds[program].push(Number(process.hrtime.bigint() - begin) / 1e9);
    }
  }
  const [component, handwritten] = [median(seconds.component), median(seconds.handwritten)];
  console.log(`  component ${component.toFixed(1)} s, hand-written ${handwritten.toFixed(1)} s`);
  console.log(`  ratio ${(component / handwritten).toFixed(2)} (target at most 1.10)`);
}

function prepare(): number {
  rmSync(workspace, { recursive: true, force: true });
  const definition = benchDefinition(services);
  const { objects } = renderMesh(definition);
  for (const program of programs) {
    mkdirSync(join(workspace, program), { recursive: true });
    cpSync(join(__dirname, program), join(workspace, program), { recursive: true });
  }
  writeFileSync(join(workspace, "component", "definition.json"), JSON.stringify(definition));
  const handwritten = objects.map(({ owner, ownership, manifest }) => ({
    owner: owner.name,
    patch: ownership === "patch",
    manifest,
  }));
  writeFileSync(join(workspace, "handwritten", "objects.json"), JSON.stringify(handwritten));
  return objects.length;
}

function pulumi(program: Program, environment: NodeJS.ProcessEnv, ...args: string[]): void {
  const run = spawnSync("pulumi", [...args, "--non-interactive"], {
    cwd: join(workspace, program),
    env: environment,
    encoding: "utf8",
    timeout: commandTimeoutMs,
  });
  if (run.status !== 0)
    throw new Error(`pulumi ${args.join(" ")} failed for ${program}:\n${run.stdout}${run.stderr}`);
}
