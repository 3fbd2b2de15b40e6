import { stagesFor } from "../../model/chain";
import type { Stage } from "../../model/description";

/** Encode stages that run one after another on one lane, in the same batches. */
export interface Segment {
  /** Its place among the model's segments. */
  readonly place: number;
  readonly stages: readonly Stage[];
  /** Whether reading weights binds it, so that it gains from large batches. */
  readonly bound: Stage["bound"];
  /** The values that it is run for. */
  readonly gives: readonly string[];
}

/**
 * The segments to run for the regions when some values are given. Apart, the first has the stages before the first that
 * is bound by memory, and the second the rest: what follows such a stage follows it in its batches, on its lane, so
 * that nothing nearly done waits for a lane again. Otherwise all stages are one segment.
 */
export function segmentsFor(encode: readonly Stage[], given: readonly string[], isApart: boolean): Segment[] {
  const needed = stagesFor(encode, given);
  const cut = isApart ? Math.max(0, encode.findIndex(isBoundByMemory)) : 0;
  const parts = [encode.slice(0, cut), encode.slice(cut)]
    .filter((stages) => stages.length > 0)
    .map((stages) => stages.filter((stage) => needed.includes(stage)));
  return parts.flatMap((stages, place) => {
    if (stages.length === 0) return [];
    const later = parts.slice(place + 1).flat();
    const wanted =
      later.length === 0 ? ["regions"] : later.flatMap(({ takes }) => takes.map(({ name }) => name));
    const made = stages.flatMap((stage) => stage.gives.map(({ name }) => name));
    const bound = isApart && stages.some(isBoundByMemory) ? "memory" : "compute";
    return [{ place, stages, bound, gives: made.filter((name) => wanted.includes(name)) }];
  });
}

/** Whether a chain has stages that could be batched apart from those before them. */
export function canBeApart(encode: readonly Stage[]): boolean {
  return encode.findIndex(isBoundByMemory) > 0;
}

function isBoundByMemory({ bound }: Stage): boolean {
  return bound === "memory";
}
