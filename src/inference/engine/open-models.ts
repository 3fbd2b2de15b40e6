import type { EncodePlan } from "../queues/encode-limits";
import type { EngineLimits } from "../queues/engine-queues";
import type { EngineLanes } from "../stages/engine-lanes";
import type { ScoreLatencies } from "../timing/score-latencies";

/** How a model runs, and its measurements. */
export interface ModelPlan {
  readonly encode: EncodePlan;
  readonly score: ScoreLatencies;
}

/** The models whose sessions the lanes hold. */
export interface OpenModels {
  /**
   * Marks a model as in use, opening it again if it was closed; the least recently used one may be closed for
   * it.
   */
  use(key: string, plan: ModelPlan): void;
  /** Has the lanes give back a model's memory. */
  close(key: string): void;
}

/**
 * Keeps up to `capacity` models open, and of those not used for `idleMs` only the one used last; `onClose` is called for
 * each that is closed.
 */
export function createOpenModels(
  { capacity, idleMs }: { readonly capacity: number; readonly idleMs: number },
  lanes: Pick<EngineLanes, "score"> & { readonly encode: Pick<EngineLanes["encode"], "all"> },
  limits: EngineLimits,
  onClose: (key: string) => void,
): OpenModels {
  const open = new Map<string, NodeJS.Timeout>(); // in order of last use
  const close = (key: string): void => {
    clearTimeout(open.get(key));
    open.delete(key);
    limits.encode.delete(key);
    limits.score.delete(key);
    const parcel = () => ({ value: { key }, transfer: [] });
    // A lane that fails holds nothing, or ends its thread.
    const calls = [
      ...lanes.encode.all().map((lane) => lane.call("close", parcel)),
      lanes.score.call("close", parcel),
    ];
    for (const call of calls) call.catch(() => undefined);
    onClose(key);
  };
  const rest = (key: string): void => {
    if ([...open.keys()].at(-1) === key) open.get(key)?.refresh();
    else close(key);
  };
  return {
    use(key, { encode, score }) {
      const timer = open.get(key);
      open.delete(key);
      open.set(key, timer?.refresh() ?? setTimeout(rest, idleMs, key).unref());
      if (timer) return;
      limits.encode.set(key, encode);
      limits.score.set(key, score);
      const [oldest] = open.keys();
      if (open.size > capacity && oldest !== undefined) close(oldest);
    },
    close,
  };
}
