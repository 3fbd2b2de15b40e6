import { capFrom, type LatencyPoint, latencyFrom } from "../batcher/latency-table";
import type { BatchLimits } from "../batcher/policy";

/** How large the batches of a model may be, and what was measured of it. */
export interface ModelLimits {
  readonly model: string;
  readonly cap: number;
  readonly latencies: readonly LatencyPoint[];
}

/** The measured limits of the models that are loaded. */
export interface EncodeLimits {
  set(model: string, latencies: readonly LatencyPoint[]): void;
  of(model: string): BatchLimits;
  /** A batch of this size did not fit the memory: from now on at most half as many. */
  lower(model: string, failedSize: number): void;
  report(): ModelLimits[];
}

export function createEncodeLimits(maxBatch: number): EncodeLimits {
  const measured = new Map<string, { cap: number; latencies: readonly LatencyPoint[] }>();
  const entry = (model: string) => measured.get(model) ?? { cap: maxBatch, latencies: [] };
  return {
    set(model, latencies) {
      measured.set(model, { cap: Math.min(maxBatch, capFrom(latencies)), latencies });
    },
    of(model) {
      const { cap, latencies } = entry(model);
      return { cap, latencyMs: latencyFrom(latencies) };
    },
    lower(model, failedSize) {
      const { cap, latencies } = entry(model);
      measured.set(model, { cap: Math.max(1, Math.min(cap, Math.floor(failedSize / 2))), latencies });
    },
    report: () => [...measured].map(([model, limits]) => ({ model, ...limits })),
  };
}
