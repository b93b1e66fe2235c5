import { requiredGo } from "./go-build";
import type { Part } from "./part-catalog";
import { type FailedWay, wayLabels } from "./toolchain";
import { type BuildObstacle, ToolchainError } from "./toolchain-error";
import { isAtLeast } from "./version";

/** No way to have a part worked. */
export class PartUnavailableError extends ToolchainError {
  constructor(
    readonly part: Part,
    readonly failedWays: readonly FailedWay[],
    /** What stood in the way of building it, when that is the same for other parts. */
    readonly obstacle: BuildObstacle | undefined,
  ) {
    const reasons = failedWays.map(({ way, reason }) => `  ${wayLabels[way]}: ${reason}`);
    super(
      [`${part.name} ${part.version} cannot be had:`, ...reasons, `  What to do: ${remedy(part)}.`].join(
        "\n",
      ),
    );
  }
}

function remedy(part: Part): string {
  const ways = [
    ...(part.download === undefined ? [] : ["make the official download reachable"]),
    ...(part.go === undefined ? [] : ["make the Go modules reachable"]),
    ...(part.installed === undefined ? [] : [`install ${part.executable} and put it on PATH`]),
  ];
  return ways.join(", or ");
}

/** One message for all parts that could not be had; parts with the same obstacle are named together. */
export function explainUnavailable(failures: readonly PartUnavailableError[]): string {
  const alone = failures
    .filter((failure) => failure.obstacle === undefined)
    .map((failure) => failure.message);
  const shared = (["go", "modules"] as const).map((kind) => {
    return explainObstacle(failures.filter((failure) => failure.obstacle?.kind === kind));
  });
  return [...shared, ...alone].filter((text) => text !== "").join("\n");
}

function explainObstacle(failures: readonly PartUnavailableError[]): string {
  const obstacle = failures[0]?.obstacle;
  if (obstacle === undefined) return "";
  const reasons = failures.flatMap((failure) =>
    failure.failedWays
      .filter(({ way }) => way !== "built")
      .map(({ way, reason }) => `  ${failure.part.name}, ${wayLabels[way]}: ${reason}`),
  );
  const remedy =
    obstacle.kind === "go"
      ? `install Go ${newestGo(failures)} or newer and put it on PATH`
      : "check the network, or the proxy that `go env GOPROXY` names";
  const installable = failures.filter(({ part }) => part.installed !== undefined);
  const tools = installable.map(({ part }) => part.executable).join(", ");
  return [
    `${obstacle.message}. These parts are built ${obstacle.kind === "go" ? "with it" : "from them"}: ` +
      `${failures.map(({ part }) => part.name).join(", ")}.`,
    ...reasons,
    `  What to do: ${remedy}${tools === "" ? "" : `, or install the tools themselves where that is possible: ${tools}`}.`,
  ].join("\n");
}

function newestGo(failures: readonly PartUnavailableError[]): string {
  const versions = failures.flatMap((failure) =>
    failure.part.go === undefined ? [] : [requiredGo(failure.part.go)],
  );
  return versions.reduce((newest, version) => (isAtLeast(version, newest) ? version : newest), "0");
}
