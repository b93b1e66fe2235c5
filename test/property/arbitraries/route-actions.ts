import fc from "fast-check";
import {
  PathModifierType,
  RedirectStatus,
  UrlScheme,
  type HeaderChanges,
  type RedirectAction,
} from "../../../model";
import { dnsLabel, httpToken, path, port, someOf } from "./scalars";

/** Names that no message is framed by, and that are not Linkerd's own. */
const headerName = httpToken.map((name) => `x-${name}`);

const headerText = fc.stringMatching(/^[!-~]{1,8}( [!-~]{1,8})?$/);

/** Changes that name each header once, whatever its case. */
export const headerChanges: fc.Arbitrary<HeaderChanges> = fc
  .uniqueArray(
    fc.record({ kind: fc.constantFrom("set", "add", "remove"), name: headerName, value: headerText }),
    { minLength: 1, maxLength: 4, selector: ({ name }) => name.toLowerCase() },
  )
  .map((changes) => {
    const named = (kind: string): { name: string; value: string }[] =>
      changes.filter((change) => change.kind === kind).map(({ name, value }) => ({ name, value }));
    const [set, add, remove] = [named("set"), named("add"), named("remove")];
    return {
      ...(set.length > 0 && { set }),
      ...(add.length > 0 && { add }),
      ...(remove.length > 0 && { remove: remove.map(({ name }) => name) }),
    };
  });

/** Redirects that change at least the port. */
export const redirect: fc.Arbitrary<RedirectAction> = fc
  .tuple(
    port,
    someOf<Required<Omit<RedirectAction, "port">>>({
      scheme: fc.constantFrom(...Object.values(UrlScheme)),
      host: dnsLabel,
      path: path.map((value) => ({ type: PathModifierType.ReplaceFullPath, value })),
      status: fc.constantFrom(...Object.values(RedirectStatus)),
    }),
  )
  .map(([number, rest]) => ({ port: number, ...rest }));
