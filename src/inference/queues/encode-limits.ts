import { capFrom, latencyFrom } from "../../batcher/latency-table";
import type { BatchLimits } from "../../batcher/policy";

import type { Provider } from "../providers/providers";
import { bucketFor } from "../sessions/batch-bucket";
import type { EncodeLayout } from "../stages/encode-layout";
import type { MeasuredPoint } from "../timing/measure-latencies";

/** How the encode stage of a model runs, and what was measured of it. */
export interface EncodePlan {
  readonly provider: Provider;
  readonly layout: EncodeLayout;
  /** Of a batch on each lane at the same time; empty where nothing was measured. */
  readonly latencies: readonly MeasuredPoint[];
}

export interface EncodeLimits {
  set(model: string, plan: EncodePlan): void;
  delete(model: string): void;
  of(model: string): BatchLimits;
  /**
   * Called when a batch of this size did not fit in memory: from now on batches are at most half as large.
   */
  lower(model: string, failedSize: number): void;
  report(): (EncodePlan & { readonly model: string; readonly cap: number })[];
}

/** The limits of the loaded models; no batch is larger than `maxBatch`. */
export function createEncodeLimits(maxBatch: number): EncodeLimits {
  const plans = new Map<string, EncodePlan & { readonly cap: number }>();
  return {
    set(model, plan) {
      const cap = plan.latencies.length > 0 ? Math.min(maxBatch, capFrom(plan.latencies)) : maxBatch;
      plans.set(model, { ...plan, cap });
    },
    delete(model) {
      plans.delete(model);
    },
    of(model) {
      const plan = plans.get(model);
      if (!plan) return { cap: maxBatch, latencyMs: () => 0 };
      const { cap, latencies, provider } = plan;
      const latencyMs = latencyFrom(latencies);
      return {
        cap,
        latencyMs: (size) => latencyMs(provider === "cpu" ? size : bucketFor(size, maxBatch)),
      };
    },
    lower(model, failedSize) {
      const plan = plans.get(model);
      if (plan)
        plans.set(model, { ...plan, cap: Math.max(1, Math.min(plan.cap, Math.floor(failedSize / 2))) });
    },
    report: () => [...plans].map(([model, plan]) => ({ model, ...plan })),
  };
}
