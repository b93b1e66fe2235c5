import { quote } from "../problem";
import { report, type ValidationContext } from "./context";

/** What is exported can be called. */
export function checkExports(context: ValidationContext): void {
  for (const { path, definition, portsKnown } of context.services) {
    if (definition.exported === undefined || !portsKnown || (definition.ports ?? []).length > 0) continue;
    report(context, [path, "exported"], {
      message: `exports a service without ports (got ${quote(definition.exported)})`,
      rule: "A service without ports is a client only",
      fix: "Declare its ports, or leave it out",
    });
  }
}
