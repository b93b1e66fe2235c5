import { requiredGo } from "./go-build";
import type { Part } from "./part-catalog";
import { type FailedWay, wayLabels } from "./toolchain";
import { ToolchainError } from "./toolchain-error";
import { isAtLeast } from "./version";

/** No way to have a part worked. */
export class PartUnavailableError extends ToolchainError {
  constructor(
    readonly part: Part,
    readonly failedWays: readonly FailedWay[],
    /** What is wrong with Go, when that is what stood in the way of building it. */
    readonly goProblem: string | undefined,
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

/** One message for all parts that could not be had; parts that only lack Go are named together. */
export function explainUnavailable(failures: readonly PartUnavailableError[]): string {
  const withoutGo = failures.filter((failure) => failure.goProblem !== undefined);
  const others = failures
    .filter((failure) => failure.goProblem === undefined)
    .map((failure) => failure.message);
  return [...(withoutGo.length === 0 ? [] : [explainGo(withoutGo)]), ...others].join("\n");
}

function explainGo(failures: readonly PartUnavailableError[]): string {
  const names = failures.map((failure) => failure.part.name).join(", ");
  const installable = failures.filter((failure) => failure.part.installed !== undefined);
  const reasons = installable.flatMap((failure) =>
    failure.failedWays
      .filter(({ way }) => way !== "built")
      .map(({ way, reason }) => `  ${failure.part.name}, ${wayLabels[way]}: ${reason}`),
  );
  const tools = installable.map((failure) => failure.part.executable).join(", ");
  return [
    `${failures[0]?.goProblem ?? ""}. These parts are built with it: ${names}.`,
    ...reasons,
    `  What to do: install Go ${newestGo(failures)} or newer and put it on PATH` +
      (tools === "" ? "." : `, or install the tools themselves where that is possible: ${tools}.`),
  ].join("\n");
}

function newestGo(failures: readonly PartUnavailableError[]): string {
  const versions = failures.flatMap((failure) =>
    failure.part.go === undefined ? [] : [requiredGo(failure.part.go)],
  );
  return versions.reduce((newest, version) => (isAtLeast(version, newest) ? version : newest), "0");
}
