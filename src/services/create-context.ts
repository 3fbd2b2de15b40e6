import path from "node:path";
import { createAdmission } from "../batcher/admission";
import { createEngine } from "../inference/engine/engine";
import type { Database } from "../storage/database/database";
import { createRegionCache } from "../storage/regions/region-cache";
import { listenToEvents } from "../storage/work/event-listener";
import type { ServiceContext } from "./context";
import { createEvaluationWorkshop } from "./evaluations/runs/workshop";
import { createModelRegistry } from "./models/model-registry";
import type { Int8Setting } from "./models/stand-in";
import { createRegionStore } from "./regions/region-store";
import { createVectorsFor } from "./vocabularies/vectors-for";
import { createVocabularyStore } from "./vocabularies/vocabulary-store";
import { createEventReader } from "./work/event-reader";
import { takeUpFiles } from "./work/take-up-files";

/** Classifications that wait to be encoded: decoded pictures take 150 KB each. */
const MOST_CLASSIFICATIONS = 256;

export interface ContextOptions {
  readonly version: string;
  readonly provider: string;
  readonly threads: number | undefined;
  readonly gpus: readonly number[];
  readonly int8: Int8Setting;
  readonly maxBatch: number | undefined;
  readonly regionCacheBytes: number;
  /**
   * Holds `models` (files kept beside the database; can be deleted at any time but while in use), and of this
   * host alone `trainings` (not to be deleted while one has not ended).
   */
  readonly dataDirectory: string;
  /** Hears why a thread ended that was not told to, and of files of an older version that are taken up. */
  readonly log?: (line: string) => void;
}

/** Makes what the use cases work with, on an open database. */
export async function createContext(
  db: Database,
  options: ContextOptions,
): Promise<{ context: ServiceContext; close(): Promise<void> }> {
  await takeUpFiles(db, options);
  const engine = await createEngine(options);
  try {
    const eventListener = await listenToEvents(db.url);
    const models = createModelRegistry(db, engine, {
      cacheDirectory: path.join(options.dataDirectory, "models"),
      int8: options.int8,
    });
    const evaluations = createEvaluationWorkshop(db, options.log);
    const vocabularies = createVocabularyStore(db);
    const regions = createRegionStore(db, createRegionCache(db, options.regionCacheBytes), models);
    return {
      context: {
        version: options.version,
        db,
        engine,
        models,
        vocabularies,
        vectorsFor: createVectorsFor(db, options.log),
        regions,
        admission: createAdmission("classifications", MOST_CLASSIFICATIONS),
        eventListener,
        dataDirectory: options.dataDirectory,
        trainingDirectory: path.join(options.dataDirectory, "trainings"),
        modelCacheDirectory: path.join(options.dataDirectory, "models"),
        readEvents: createEventReader(db),
        evaluations,
      },
      close: async () => {
        evaluations.reducer.close();
        await evaluations.reader.close();
        await engine.close();
        await regions.settle();
        await eventListener.close();
      },
    };
  } catch (error) {
    await engine.close();
    throw error;
  }
}
