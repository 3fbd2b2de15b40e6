import { createHash } from "node:crypto";
import path from "node:path";
import DataLoader from "dataloader";
import { LRUCache } from "lru-cache";
import { createBatcher } from "../../batcher/batcher";
import { RegionaryError } from "../../errors";
import type { Engine } from "../../inference/engine/engine";
import type { LoadedModel } from "../../inference/engine/loaded-model";
import { packagesOf } from "../../model/packages/packages-of";
import type { Database } from "../../storage/database/database";
import {
  type ActiveModelVersion,
  activeModelVersion,
  findModelVersions,
  int8VersionIds,
  type ModelVersionRow,
} from "../../storage/models/model-versions";
import { fetchPackage } from "../../storage/models/packages";
import { notFound } from "../not-found";
import { chooseStandIn, holdsHere, type Int8Setting, mayStandIn, processorName } from "./stand-in";

/** The one line that says what to do on a fresh start. */
export const IMPORT_HINT =
  "No model is active. For photos: bin/regionary setup photos. Or import one: bin/regionary models import --name NAME --head HEAD.pth --heads 8 --backbone vgg19.pth";

/** Model versions never change, except for which of them is active; they may be deleted. */
const KEPT_ROWS = 100;
const MAX_ASKING = 10_000;
/** How long a model version, and a loaded model's files, are assumed to be still there. */
const TRUSTED_MS = 5_000;

/** Finds model versions, and loads them into the engine when they are first needed. */
export interface ModelRegistry {
  /**
   * The version that makes new predictions here: the active one or its stand-in. MODEL_NOT_READY, with
   * what to do, if none is active.
   */
  active(): Promise<ModelVersionRow>;
  /** What `active` found last, and what it read for that; null before. It may have changed since. */
  lastActive(): { readonly model: ModelVersionRow; readonly read: ActiveModelVersion } | null;
  /** The active version itself, whatever stands in for it here. MODEL_NOT_READY if none is active. */
  chosen(): Promise<ModelVersionRow>;
  /**
   * The 8-bit version that makes a version's predictions here, among those of these ids or all that were made from
   * it; null where it makes them itself.
   */
  standIn(model: ModelVersionRow, int8VersionIds?: readonly string[]): Promise<ModelVersionRow | null>;
  /** Whether an 8-bit version may make the predictions of its float32 one here. */
  mayStandIn(model: ModelVersionRow): boolean;
  /** A model version by id, though its `active` may be out of date; NOT_FOUND if it does not exist. */
  byId(id: string): Promise<ModelVersionRow>;
  loaded(model: ModelVersionRow): Promise<LoadedModel>;
}

export function createModelRegistry(
  db: Database,
  engine: Engine,
  { cacheDirectory, int8 }: { cacheDirectory: string; int8: Int8Setting },
): ModelRegistry {
  const rows = new LRUCache<string, ModelVersionRow>({ max: KEPT_ROWS, ttl: TRUSTED_MS });
  // Callers during a read share the next one: a read begun earlier may miss a change that they know of.
  const activeReads = createBatcher<null, ActiveModelVersion | null>({
    name: "active model",
    lanes: 1,
    maxBatch: MAX_ASKING,
    maxQueued: MAX_ASKING,
    runBatch: async (asking) => {
      const active = await activeModelVersion(db);
      return asking.map(() => active);
    },
  });
  // A batch asks for all its images at once; a large backbone must be fetched only once.
  const loading = new LRUCache<string, Promise<LoadedModel>>({ max: KEPT_ROWS });
  const load = async (model: ModelVersionRow): Promise<LoadedModel> => {
    const { description } = model;
    await Promise.all(packagesOf(description).map((hash) => fetchPackage(db, hash, cacheDirectory)));
    const timingFile = path.join(cacheDirectory, "timings", `${timedBy(model, engine)}.json`);
    return engine.load(model.id, { description, directory: cacheDirectory, timingFile });
  };
  const byId = async (id: string): Promise<ModelVersionRow> => {
    const known = rows.get(id);
    if (known) return known;
    const [model] = await findModelVersions(db, [id]);
    if (!model) throw notFound("model version");
    rows.set(id, model);
    return model;
  };
  const madeFrom = new DataLoader<string, string[]>((ids) => int8VersionIds(db, ids), { cache: false });
  const standInAmong = async (model: ModelVersionRow, int8VersionIds: readonly string[]) =>
    mayStandIn(engine, int8) ? chooseStandIn(model, await Promise.all(int8VersionIds.map(byId))) : null;
  const activeId = async () => {
    const active = await activeReads.submit(null);
    if (active) return active;
    throw new RegionaryError("MODEL_NOT_READY", IMPORT_HINT);
  };
  let last: ReturnType<ModelRegistry["lastActive"]> = null;
  return {
    byId,
    async active() {
      const read = await activeId();
      const chosen = await byId(read.id);
      const model = (await standInAmong(chosen, read.int8VersionIds)) ?? chosen;
      last = { model, read };
      return model;
    },
    lastActive: () => last,
    chosen: async () => byId((await activeId()).id),
    async standIn(model, among) {
      if (!mayStandIn(engine, int8)) return null;
      return standInAmong(model, among ?? (await madeFrom.load(model.id)));
    },
    mayStandIn: (model) =>
      mayStandIn(engine, int8) && model.quantization !== null && holdsHere(model.quantization),
    loaded(model) {
      const shared = loading.get(model.id);
      if (shared) return shared;
      const loaded = load(model);
      loading.set(model.id, loaded);
      loaded.then(
        () => loading.set(model.id, loaded, { ttl: TRUSTED_MS }),
        () => loading.delete(model.id), // so that it can be tried again
      );
      return loaded;
    },
  };
}

/** What the timing depends on: the model's files, where they run, and the machine. */
function timedBy({ description }: ModelVersionRow, { provider, threads, gpus, maxBatch }: Engine): string {
  const circumstances = [packagesOf(description), provider.inUse, threads, gpus, maxBatch, processorName()];
  return createHash("sha256").update(JSON.stringify(circumstances)).digest("hex");
}
