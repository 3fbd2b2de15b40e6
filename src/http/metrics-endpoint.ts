import type { RequestHandler } from "express";
import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { ServiceContext } from "../services/context";
import { runtimeStatus } from "../services/models/runtime-status";

/** What the service is and does, in Prometheus' text format; the numbers are those of the `runtime` query. */
export function metrics(context: ServiceContext): RequestHandler {
  const registry = new Registry();
  // Event loop delay, memory, CPU time and garbage collection of the process.
  collectDefaultMetrics({ register: registry, prefix: "regionary_" });
  const families = createFamilies(registry);
  return async (_request, response) => {
    families.fill(runtimeStatus(context));
    response.setHeader("Content-Type", registry.contentType);
    response.send(await registry.metrics());
  };
}

/** The families of our own; counts come whole from the service, so they are set anew at each scrape. */
function createFamilies(registry: Registry) {
  const registers = [registry];
  const counter = (name: string, help: string, labelNames: string[] = []) =>
    new Counter({ name: `regionary_${name}`, help, labelNames, registers });
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `regionary_${name}`, help, labelNames, registers });
  const build = gauge("build_info", "Always 1; the labels say what runs.", ["version", "provider"]);
  const encoded = counter("images_encoded_total", "Images that went through a backbone.");
  const scored = counter("images_scored_total", "Images that were scored against a vocabulary.");
  const underWay = gauge(
    "classifications_under_way",
    "Calls of classify under way whose image is to be encoded.",
  );
  const refused = counter(
    "classifications_refused_total",
    "Calls of classify refused with OVERLOADED at once.",
  );
  const lookups = counter("region_cache_lookups_total", "Regions looked for in the cache.", ["result"]);
  const unwritten = counter(
    "regions_unwritten_total",
    "Regions not remembered, for too many writes were under way.",
  );
  const queued = gauge("queue_items", "Items that wait.", ["queue"]);
  const queuedBytes = gauge("queue_bytes", "Bytes that waiting items hold.", ["queue"]);
  const running = gauge("running_items", "Items in batches under way.", ["queue"]);
  const items = counter("queue_items_total", "Items run.", ["queue"]);
  const waited = counter("queue_wait_seconds_total", "Time that items waited.", ["queue"]);
  const ran = counter("queue_run_seconds_total", "Time that items were in running batches.", ["queue"]);
  const sizes = counter("batches_total", "Batches run, by size.", ["queue", "size"]);
  const reasons = counter("batch_launches_total", "Batches launched, by why they were no larger.", [
    "queue",
    "reason",
  ]);
  const caps = gauge("batch_cap_items", "Items in a batch at most, by loaded model version.", [
    "queue",
    "model",
  ]);
  const lanes = gauge("lane_state", "1 for the state that a lane is in.", ["lane", "state"]);
  const restarts = counter("lane_restarts_total", "Threads that ended and were replaced.", ["lane"]);

  const fillQueue = (queue: ReturnType<typeof runtimeStatus>["queues"][number]) => {
    const name = { queue: queue.name };
    queued.set(name, queue.queued);
    queuedBytes.set(name, queue.queuedBytes);
    running.set(name, queue.running);
    items.inc(name, queue.items);
    waited.inc(name, (queue.meanWaitMs * queue.items) / 1000);
    ran.inc(name, (queue.meanRunMs * queue.items) / 1000);
    for (const { size, batches } of queue.batchSizes) sizes.inc({ ...name, size }, batches);
    for (const { reason, batches } of queue.launchReasons) reasons.inc({ ...name, reason }, batches);
  };

  return {
    fill(status: ReturnType<typeof runtimeStatus>): void {
      const ours = [
        build,
        encoded,
        scored,
        underWay,
        refused,
        lookups,
        unwritten,
        queued,
        queuedBytes,
        running,
      ];
      for (const family of [...ours, items, waited, ran, sizes, reasons, caps, lanes, restarts])
        family.reset();
      build.set({ version: status.version, provider: status.executionProvider.inUse }, 1);
      encoded.inc(status.imagesEncoded);
      scored.inc(status.imagesScored);
      underWay.set(status.classificationsUnderWay);
      refused.inc(status.classificationsRefused);
      lookups.inc({ result: "hit" }, status.regionCacheHits);
      lookups.inc({ result: "miss" }, status.regionCacheMisses);
      unwritten.inc(status.regionsUnwritten);
      for (const queue of status.queues) fillQueue(queue);
      for (const { model, cap, score } of status.models) {
        caps.set({ queue: "encode", model }, cap);
        caps.set({ queue: "score", model }, score.cap);
      }
      for (const { name, state, restarts: count } of status.lanes) {
        lanes.set({ lane: name, state }, 1);
        restarts.inc({ lane: name }, count);
      }
    },
  };
}
