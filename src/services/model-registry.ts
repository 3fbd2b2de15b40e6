import { createHash } from "node:crypto";
import path from "node:path";
import { RegionaryError } from "../errors";
import type { Engine, LoadedModel } from "../inference/engine";
import type { Database } from "../storage/database";
import { findActiveModelVersion, findModelVersions, type ModelVersionRow } from "../storage/model-versions";
import { fetchPackage } from "../storage/packages";
import { findStandIn, type Int8Setting, processorName, quantizationOf } from "./stand-in";

/** The one line that says what to do on a fresh start. */
export const IMPORT_HINT =
  "No model is active. Import one: npx regionary models import --name NAME --head HEAD.pth --heads 8 --backbone vgg19.pth";

/** Finds model versions and loads them into the engine when they are first needed. */
export interface ModelRegistry {
  /**
   * The version that makes new predictions here: the active one or what stands in for it. MODEL_NOT_READY, with
   * what to do, if none is active.
   */
  active(): Promise<ModelVersionRow>;
  /** The 8-bit version that makes a version's predictions here; null where it makes them itself. */
  standIn(model: ModelVersionRow): Promise<ModelVersionRow | null>;
  /** A model version by id; NOT_FOUND if there is none. */
  byId(id: string): Promise<ModelVersionRow>;
  loaded(model: ModelVersionRow): Promise<LoadedModel>;
}

export function createModelRegistry(
  db: Database,
  engine: Engine,
  { cacheDirectory, int8 }: { cacheDirectory: string; int8: Int8Setting },
): ModelRegistry {
  // A batch asks for all its images at once; a large backbone is to be fetched once.
  const loading = new Map<string, Promise<LoadedModel>>();
  const load = async (model: ModelVersionRow): Promise<LoadedModel> => {
    const [backboneDirectory, headDirectory] = await Promise.all([
      fetchPackage(db, model.backbone.packageHash, cacheDirectory),
      fetchPackage(db, model.packageHash, cacheDirectory),
    ]);
    const calibrationFile = path.join(cacheDirectory, "calibrations", `${measuredBy(model, engine)}.json`);
    const isInt8 = quantizationOf(model) !== undefined;
    return engine.load(model.id, { backboneDirectory, headDirectory, isInt8, calibrationFile });
  };
  const standIn = (model: ModelVersionRow) => findStandIn(db, engine, int8, model);
  return {
    async active() {
      const model = await findActiveModelVersion(db);
      if (!model) throw new RegionaryError("MODEL_NOT_READY", IMPORT_HINT);
      return (await standIn(model)) ?? model;
    },
    standIn,
    async byId(id) {
      const [model] = await findModelVersions(db, [id]);
      if (!model) throw new RegionaryError("NOT_FOUND", `There is no model version ${id}.`);
      return model;
    },
    loaded(model) {
      const shared = loading.get(model.id);
      if (shared) return shared;
      const loaded = load(model).finally(() => loading.delete(model.id));
      loading.set(model.id, loaded);
      return loaded;
    },
  };
}

/** What a latency depends on: the model's files, where they run, and the machine. */
function measuredBy(model: ModelVersionRow, { provider, threads, gpus, maxBatch }: Engine): string {
  const circumstances = [
    model.backbone.packageHash,
    model.packageHash,
    provider.inUse,
    threads,
    gpus,
    maxBatch,
    processorName(),
  ];
  return createHash("sha256").update(JSON.stringify(circumstances)).digest("hex");
}
