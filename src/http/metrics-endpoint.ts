import type { RequestHandler } from "express";
import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { ServiceContext } from "../services/context";
import { runtimeStatus } from "../services/runtime/runtime-status";

type Status = ReturnType<typeof runtimeStatus>;
type Labels = Readonly<Record<string, string | number>>;
type Sample = readonly [labels: Labels, value: number];

/** One of Regionary's metrics; its samples are read from the service whole at each scrape. */
interface Metric {
  readonly kind: "counter" | "gauge";
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly string[];
  readonly samples: (status: Status) => readonly Sample[];
}

const one = (value: number): Sample[] => [[{}, value]];
const ofQueues = (read: (queue: Status["queues"][number]) => number) => (status: Status) =>
  status.queues.map((queue): Sample => [{ queue: queue.name }, read(queue)]);

const metricsOfService: readonly Metric[] = [
  {
    kind: "gauge",
    name: "build_info",
    help: "Always 1; the labels say what runs.",
    labels: ["version", "provider"],
    samples: ({ version, executionProvider }) => [[{ version, provider: executionProvider.inUse }, 1]],
  },
  {
    kind: "counter",
    name: "images_encoded_total",
    help: "Images that went through a backbone.",
    samples: ({ imagesEncoded }) => one(imagesEncoded),
  },
  {
    kind: "counter",
    name: "images_scored_total",
    help: "Images that were scored against a vocabulary.",
    samples: ({ imagesScored }) => one(imagesScored),
  },
  {
    kind: "gauge",
    name: "classifications_under_way",
    help: "Calls of classify in progress whose image has to be encoded.",
    samples: ({ classificationsUnderWay }) => one(classificationsUnderWay),
  },
  {
    kind: "counter",
    name: "classifications_refused_total",
    help: "Calls of classify refused with OVERLOADED at once.",
    samples: ({ classificationsRefused }) => one(classificationsRefused),
  },
  {
    kind: "counter",
    name: "region_cache_lookups_total",
    help: "Regions looked for in the cache.",
    labels: ["result"],
    samples: ({ regionCacheHits, regionCacheMisses }) => [
      [{ result: "hit" }, regionCacheHits],
      [{ result: "miss" }, regionCacheMisses],
    ],
  },
  {
    kind: "counter",
    name: "regions_unwritten_total",
    help: "Regions not cached because too many writes were in progress.",
    samples: ({ regionsUnwritten }) => one(regionsUnwritten),
  },
  {
    kind: "gauge",
    name: "queue_items",
    help: "Items that are waiting.",
    labels: ["queue"],
    samples: ofQueues(({ queued }) => queued),
  },
  {
    kind: "gauge",
    name: "queue_bytes",
    help: "Bytes held by waiting items.",
    labels: ["queue"],
    samples: ofQueues(({ queuedBytes }) => queuedBytes),
  },
  {
    kind: "gauge",
    name: "running_items",
    help: "Items in running batches.",
    labels: ["queue"],
    samples: ofQueues(({ running }) => running),
  },
  {
    kind: "counter",
    name: "queue_items_total",
    help: "Items run.",
    labels: ["queue"],
    samples: ofQueues(({ items }) => items),
  },
  {
    kind: "counter",
    name: "queue_wait_seconds_total",
    help: "Time that items waited.",
    labels: ["queue"],
    samples: ofQueues(({ meanWaitMs, items }) => (meanWaitMs * items) / 1000),
  },
  {
    kind: "counter",
    name: "queue_run_seconds_total",
    help: "Time that items were in running batches.",
    labels: ["queue"],
    samples: ofQueues(({ meanRunMs, items }) => (meanRunMs * items) / 1000),
  },
  {
    kind: "counter",
    name: "batches_total",
    help: "Batches run, by size.",
    labels: ["queue", "size"],
    samples: ({ queues }) =>
      queues.flatMap(({ name, batchSizes }) =>
        batchSizes.map(({ size, batches }): Sample => [{ queue: name, size }, batches]),
      ),
  },
  {
    kind: "counter",
    name: "batch_launches_total",
    help: "Batches launched, by what limited their size.",
    labels: ["queue", "reason"],
    samples: ({ queues }) =>
      queues.flatMap(({ name, launchReasons }) =>
        launchReasons.map(({ reason, batches }): Sample => [{ queue: name, reason }, batches]),
      ),
  },
  {
    kind: "gauge",
    name: "batch_cap_items",
    help: "The most items in a batch, by loaded model version.",
    labels: ["queue", "model"],
    samples: ({ models }) =>
      models.flatMap(({ model, segments, score }): Sample[] => [
        ...segments.map(
          ({ bound, cap }): Sample => [{ queue: bound === "memory" ? "encodeMemory" : "encode", model }, cap],
        ),
        [{ queue: "score", model }, score.cap],
      ]),
  },
  {
    kind: "gauge",
    name: "lane_state",
    help: "1 for the current state of each lane.",
    labels: ["lane", "state"],
    samples: ({ lanes }) => lanes.map(({ name, state }): Sample => [{ lane: name, state }, 1]),
  },
  {
    kind: "counter",
    name: "lane_restarts_total",
    help: "Threads that ended and were replaced.",
    labels: ["lane"],
    samples: ({ lanes }) => lanes.map(({ name, restarts }): Sample => [{ lane: name }, restarts]),
  },
];

/** What the service is and does, in Prometheus' text format; the numbers are those of the `runtime` query. */
export function metrics(context: ServiceContext): RequestHandler {
  const registry = new Registry();
  // Event loop delay, memory, CPU time and garbage collection of the process.
  collectDefaultMetrics({ register: registry, prefix: "regionary_" });
  const fills = metricsOfService.map((metric) => register(metric, registry));
  return async (_request, response) => {
    const status = runtimeStatus(context);
    for (const fill of fills) fill(status);
    response.setHeader("Content-Type", registry.contentType);
    response.send(await registry.metrics());
  };
}

/** Adds a metric to the registry; returns the function that sets it at each scrape. */
function register({ kind, name, help, labels = [], samples }: Metric, registry: Registry) {
  const options = { name: `regionary_${name}`, help, labelNames: [...labels], registers: [registry] };
  const metric = kind === "counter" ? new Counter(options) : new Gauge(options);
  return (status: Status): void => {
    metric.reset();
    for (const [sampleLabels, value] of samples(status)) metric.inc(sampleLabels, value);
  };
}
