import { accessTraps } from "./access";
import { admissionTraps } from "./admission";
import { egressTraps } from "./egress";
import { injectionTraps } from "./injection";
import { resilienceTraps } from "./resilience";
import { routesTraps } from "./routes";
import type { Trap } from "./trap";

export type { Prevention, Trap } from "./trap";

/** Every trap that is known, by part: a new one is a row in one of these, and a test of its name. */
export const traps: readonly Trap[] = [
  ...accessTraps,
  ...routesTraps,
  ...resilienceTraps,
  ...injectionTraps,
  ...egressTraps,
  ...admissionTraps,
];
