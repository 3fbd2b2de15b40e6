/** The loss of a training after a step. */
export interface LossPoint {
  readonly step: number;
  readonly loss: number;
  readonly phase: string;
}

/** What an event says of how far a training was. */
interface Progress {
  readonly phase: string;
  readonly step: number;
  readonly loss: number | null;
}

/** A curve with what an event adds. A training that goes on from a checkpoint repeats steps: the later ones count. */
export function withProgress(curve: readonly LossPoint[], progress: Progress): readonly LossPoint[] {
  const { phase, step, loss } = progress;
  if (loss === null || phase === "PREPARING") return curve;
  let kept = curve.length;
  while (kept > 0 && curve[kept - 1]!.step >= step) kept--;
  return [...(kept < curve.length ? curve.slice(0, kept) : curve), { step, loss, phase }];
}

/** A curve of at most so many points, each the mean of its neighbors, as a line on a screen can show. */
export function thinned(curve: readonly LossPoint[], most: number): readonly LossPoint[] {
  if (curve.length <= most) return curve;
  const size = Math.ceil(curve.length / most);
  return Array.from({ length: Math.ceil(curve.length / size) }, (_, part) => {
    const points = curve.slice(part * size, (part + 1) * size);
    const loss = points.reduce((sum, point) => sum + point.loss, 0) / points.length;
    return { ...points.at(-1)!, loss };
  });
}
