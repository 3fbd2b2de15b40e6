import { encoderHash } from "../../model/packages/encoder-hash";
import type { SegmentStatus } from "../queues/encode-limits";
import type { EngineLimits, EngineQueues } from "../queues/engine-queues";
import { MAX_SCORE_BATCH } from "../queues/score-queues";
import { segmentsOf } from "../stages/encode-model";
import type { EngineLanes } from "../stages/engine-lanes";
import { lanesAlone } from "../timing/lanes-alone";
import { warmUp } from "../timing/run-noise";
import { timeModel } from "../timing/time-model";
import { type ModelTiming, readTiming, writeTiming } from "../timing/timing-file";
import type { LoadedModel } from "./loaded-model";
import { modelHandle } from "./model-handle";
import type { ModelPlan, OpenModels } from "./open-models";
import { type ModelFiles, type ModelResources, type PlacedModel, placeModel } from "./place-model";

/** The parts of an engine that a model is loaded into. */
interface EngineParts extends ModelResources {
  readonly lanes: EngineLanes;
  readonly queues: EngineQueues;
  readonly limits: EngineLimits;
  readonly open: OpenModels;
}

/**
 * Finds out how a model runs best, unless that is known, and warms it up. MODEL_NOT_READY if it cannot run.
 */
export async function loadModel(key: string, files: ModelFiles, engine: EngineParts): Promise<LoadedModel> {
  const { lanes, limits, queues, open, maxBatch } = engine;
  const { description, timingFile } = files;
  const placed = await placeModel(key, files, engine);
  const { score } = placed;
  await lanes.score.call("open", () => ({ value: score, transfer: [] }));
  const plan = await planOf(placed, lanes, timingFile);
  const { layout } = plan.encode;
  const encode = { ...placed.encode, layout };
  const use = () => open.use(key, plan);
  use();
  await warmUp(lanes.encode, encode, statusOf(key, limits)).catch((error: unknown) => {
    open.close(key);
    throw error;
  });
  return modelHandle({
    description,
    encoderHash: encoderHash(description, layout.precision),
    // On the CPU convolutions do not get faster in batches, but what comes after them does.
    batchSize: (of) =>
      of === "pictures" && layout.memoryThreads === null ? limits.encode.of(key, 0).cap : maxBatch,
    encode,
    score,
    queues,
    use,
  });
}

/** The segments of a model that is open. */
function statusOf(key: string, limits: EngineLimits): readonly SegmentStatus[] {
  return limits.encode.report().find(({ model }) => model === key)!.segments;
}

/** How a model runs here: as measured, or in the plainest layout if nothing is to be measured. */
async function planOf(
  placed: PlacedModel,
  lanes: EngineLanes,
  timingFile: string | undefined,
): Promise<ModelPlan> {
  const { provider, layout } = placed.encode;
  if (!timingFile) {
    const segments = segmentsOf(placed.encode).map(({ bound }) => ({ bound, points: [], wideMs: null }));
    return { encode: { provider, layout, segments }, score: { few: [], many: [] } };
  }
  const { layout: fastest, segments, score } = await keptTiming(placed, lanes, timingFile);
  return { encode: { provider, layout: fastest, segments }, score };
}

/** What an earlier start measured, if its layout is possible now; otherwise what is measured now. */
async function keptTiming(placed: PlacedModel, lanes: EngineLanes, file: string) {
  const known = await readTiming(file);
  if (known && fits(known, placed)) return known;
  const { lanes: measuredLanes, othersCalled } = lanesAlone(lanes);
  const measured = await timeModel({ lanes: measuredLanes, ...placed, maxScoreBatch: MAX_SCORE_BATCH });
  // Requests that ran meanwhile cost time, and may have opened a shared file with their threads. Then, or with a full
  // disk, which must not keep anyone from being served, it is measured again at the next start.
  if (!othersCalled()) await writeTiming(file, measured).catch(() => undefined);
  return measured;
}

/** Whether a timing is of a layout that is possible now, and of the segments that the model has in it. */
function fits({ layout, segments }: ModelTiming, { encode, layouts }: PlacedModel): boolean {
  const isPossible = layouts.some(({ precision }) => precision === layout.precision);
  return isPossible && segmentsOf({ ...encode, layout }).length === segments.length;
}
