import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "./temporary-folder";

/** A folder of shell scripts that stand in for programs, as the only ones on PATH besides the system's own. */
export class FakePrograms {
  readonly folder = join(temporaryFolder(), "bin");
  private readonly log = join(this.folder, "calls.log");

  constructor() {
    mkdirSync(this.folder);
  }

  /** Adds a program; each call is recorded with its arguments. */
  add(name: string, script: string): this {
    const text = `#!/bin/sh\necho "${name} $*" >> '${this.log}'\n${script}\n`;
    writeFileSync(join(this.folder, name), text, { mode: 0o755 });
    return this;
  }

  /** A Go that "compiles" a script which prints its own package. */
  addGo(options: { version?: string; listFailure?: string } = {}): this {
    const list =
      options.listFailure === undefined ? "echo some/package" : `echo '${options.listFailure}' >&2; exit 1`;
    return this.add(
      "go",
      `[ "$GOPROXY" = off ] && echo "GOPROXY=off go $*" >> '${this.log}'
case "$1 $2" in
  "env GOVERSION") echo ${options.version ?? "go1.26.8"} ;;
  "env GOTOOLCHAIN") echo local ;;
  "list "*) ${list} ;;
  "build "*) while [ "$1" != "-o" ]; do shift; done
    printf '#!/bin/sh\\necho built %s\\n' "$3" > "$2"; chmod 755 "$2" ;;
esac`,
    );
  }

  /** How often a program was called with arguments that begin with `words`. */
  calls(words: string): number {
    if (!existsSync(this.log)) return 0;
    return readFileSync(this.log, "utf8")
      .split("\n")
      .filter((line) => line.startsWith(words)).length;
  }

  /** An environment that sees these programs and nothing of the user's. */
  environment(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
    return { PATH: `${this.folder}:/usr/bin:/bin`, HOME: join(this.folder, "no-home"), ...extra };
  }
}
