import type { PrecisionRecallCurve } from "./precision-recall-curve";

/**
 * A curve with few enough points to be drawn: of each of `columns` equal parts of the recall it keeps the
 * first point, the last, and those with the lowest and the highest precision, so that no dip or peak is lost.
 * A curve with at most four points per part keeps all.
 */
export function thinCurve(curve: PrecisionRecallCurve, columns: number): PrecisionRecallCurve {
  const { recall, precision } = curve;
  if (recall.length <= 4 * columns) return curve;
  const kept = new Set<number>();
  const columnOf = (point: number) => Math.min(columns - 1, Math.floor(recall[point]! * columns));
  for (let first = 0; first < recall.length; ) {
    let [lowest, highest, end] = [first, first, first];
    for (; end < recall.length && columnOf(end) === columnOf(first); end++) {
      if (precision[end]! < precision[lowest]!) lowest = end;
      if (precision[end]! > precision[highest]!) highest = end;
    }
    for (const point of [first, lowest, highest, end - 1]) kept.add(point);
    first = end;
  }
  const points = [...kept].sort((a, b) => a - b);
  return {
    ...curve,
    recall: Float64Array.from(points, (point) => recall[point]!),
    precision: Float64Array.from(points, (point) => precision[point]!),
  };
}
