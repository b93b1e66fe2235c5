import { spawnSync } from "node:child_process";

/** Unit: milliseconds. */
const timeLimit = 60_000;

/**
 * The text at an address. Synchronous, because what it holds decides which resources there are, and resources are declared
 * in constructors: the request runs in a process of its own.
 * @throws Error with what the network said
 */
export function download(address: string): string {
  return request(address, "GET");
}

/**
 * Asks whether anything answers at an address.
 * @throws Error with what the network said
 */
export function checkReachable(address: string): void {
  request(address, "HEAD");
}

/** A proxy that this process would not know how to use, but a Helm client would. */
export function goesThroughProxy(environment: NodeJS.ProcessEnv = process.env): boolean {
  return ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"].some(
    (name) => (environment[name] ?? "") !== "",
  );
}

const program = `
const [address, method] = process.argv.slice(1);
fetch(address, { method, signal: AbortSignal.timeout(${timeLimit}) })
  .then(async (response) => {
    if (!response.ok) throw new Error("status " + response.status);
    process.stdout.write(await response.text());
  })
  .catch((error) => {
    process.stderr.write(String(error.cause?.message ?? error.message));
    process.exitCode = 1;
  });
`;

function request(address: string, method: "GET" | "HEAD"): string {
  const { status, stdout, stderr, error } = spawnSync(
    process.execPath,
    ["--eval", program, address, method],
    {
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
      timeout: timeLimit + 5_000,
      // Loaders of this process are not for the little program; newer versions of Node.js can use the proxy that is set.
      env: { ...process.env, NODE_OPTIONS: "", NODE_USE_ENV_PROXY: "1" },
    },
  );
  if (error !== undefined) throw error;
  if (status !== 0)
    throw new Error(stderr.trim() === "" ? `no answer within ${timeLimit / 1000} s` : stderr.trim());
  return stdout;
}
