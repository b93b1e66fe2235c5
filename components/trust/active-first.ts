import { AnchorState } from "../../model";

export interface StatedAnchor {
  readonly state: AnchorState;
}

/** The active anchor first: it is the one that most certificates chain to. The others keep their order. */
export function activeFirst<T extends StatedAnchor>(anchors: readonly T[]): T[] {
  const rank = ({ state }: T): number => (state === AnchorState.Active ? 0 : 1);
  return [...anchors].sort((a, b) => rank(a) - rank(b));
}
