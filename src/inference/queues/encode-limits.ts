import { capFrom, latencyFrom, wideUpTo } from "../../batcher/latency-table";
import type { BatchLimits } from "../../batcher/policy";
import type { Stage } from "../../model/description";
import type { Provider } from "../providers/providers";
import { bucketFor } from "../sessions/batch-bucket";
import type { EncodeLayout } from "../stages/encode-layout";
import { MAX_MEMORY_BATCH, type SegmentTiming } from "../timing/segment-timing";

/** How the encode stages of a model run, and what was measured of them. */
export interface EncodePlan {
  readonly provider: Provider;
  readonly layout: EncodeLayout;
  /** By their places. */
  readonly segments: readonly SegmentTiming[];
}

export interface SegmentStatus extends SegmentTiming {
  readonly cap: number;
}

export interface EncodeLimits {
  set(model: string, plan: EncodePlan): void;
  delete(model: string): void;
  /** Of the segment at a place, with the time that the later ones take beside it. */
  of(model: string, place: number): BatchLimits;
  /** The time between two images that come from the segment at a place while all its lanes work. */
  intervalMs(model: string, place: number): number;
  /**
   * Called when a batch of this size did not fit in memory: from now on batches are at most half as large.
   */
  lower(model: string, place: number, failedSize: number): void;
  report(): (Omit<EncodePlan, "segments"> & {
    readonly model: string;
    readonly segments: readonly SegmentStatus[];
  })[];
}

/** The limits of the loaded models; no batch of pictures is larger than `maxBatch`. */
export function createEncodeLimits(maxBatch: number): EncodeLimits {
  const plans = new Map<string, ReturnType<EncodeLimits["report"]>[number]>();
  const mostOf = (bound: Stage["bound"]) => (bound === "memory" ? MAX_MEMORY_BATCH : maxBatch);
  const own = (model: string, place: number) => {
    const { provider, segments = [] } = plans.get(model) ?? {};
    const latencyMs = latencyFrom(segments[place]?.points ?? []);
    return (size: number) => latencyMs(provider === "cpu" ? size : bucketFor(size, maxBatch));
  };
  return {
    set(model, plan) {
      const segments = plan.segments.map((segment) => ({
        ...segment,
        cap: Math.min(mostOf(segment.bound), segment.points.length > 0 ? capFrom(segment.points) : Infinity),
      }));
      plans.set(model, { model, ...plan, segments });
    },
    delete(model) {
      plans.delete(model);
    },
    of(model, place) {
      const { segments = [] } = plans.get(model) ?? {};
      const segment = segments[place];
      if (!segment) return { cap: maxBatch, latencyMs: () => 0 };
      const restMs = segments.slice(place + 1).reduce((sum, _, i) => sum + own(model, place + 1 + i)(1), 0);
      const latencyMs = own(model, place);
      const { cap, wideMs } = segment;
      const lanes = plans.get(model)!.layout.lanes;
      const upTo = wideMs === null ? 0 : wideUpTo(wideMs, latencyMs(1), lanes);
      return {
        cap,
        latencyMs: (size) => latencyMs(size) + restMs,
        ...(wideMs !== null && { wide: { ms: wideMs + restMs, upTo } }),
      };
    },
    intervalMs(model, place) {
      const { layout, segments = [] } = plans.get(model) ?? {};
      const cap = segments[place]?.cap ?? 1;
      return own(model, place)(cap) / cap / (layout?.lanes ?? 1);
    },
    lower(model, place, failedSize) {
      const plan = plans.get(model);
      if (!plan) return;
      const segments = plan.segments.map((segment, at) =>
        at === place
          ? { ...segment, cap: Math.max(1, Math.min(segment.cap, Math.floor(failedSize / 2))) }
          : segment,
      );
      plans.set(model, { ...plan, segments });
    },
    report: () => [...plans.values()],
  };
}
