/** The mean AP with a share of the whole picture in the scores; null where no class has an AP. */
export interface MeasuredShare {
  readonly share: number;
  readonly macro: number | null;
}

/** What is shipped where nothing was measured: of equally good shares, the nearest to it is taken. */
const UNMEASURED = 0.5;

/** The share of the highest mean AP; null where there is none. */
export function bestShare(measured: readonly MeasuredShare[]): number | null {
  const valued = measured.filter(({ macro }) => macro !== null);
  const distance = ({ share }: MeasuredShare) => Math.abs(share - UNMEASURED);
  const [best] = valued.sort((a, b) => b.macro! - a.macro! || distance(a) - distance(b));
  return best?.share ?? null;
}
