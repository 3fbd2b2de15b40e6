import os from "node:os";
import path from "node:path";
import { createAdmission } from "../batcher/admission";
import { createEngine } from "../inference/engine/engine";
import type { ProviderSetting } from "../inference/providers/providers";
import { createScanner } from "../search/scan/scanner";
import type { Database } from "../storage/database/database";
import { createRegionCache } from "../storage/regions/region-cache";
import { listenToEvents } from "../storage/work/event-listener";
import { type Closing, createClosing } from "./closing";
import type { ServiceContext } from "./context";
import { createEvaluationWorkshop } from "./evaluations/runs/evaluation-workshop";
import { createModelRegistry } from "./models/model-registry";
import type { Int8Setting } from "./models/stand-in";
import { createRegionStore } from "./regions/region-store";
import { createStorageUse } from "./runtime/storage-use";
import { createSearchIndexes } from "./search/index/create-search-indexes";
import { createSearchSessions } from "./search/search-sessions";
import { createStorageTrouble } from "./storage-trouble";
import { createEncodeLabels } from "./vocabularies/encode-labels";
import { createVectorsFor } from "./vocabularies/vectors-for";
import { createVocabularyStore } from "./vocabularies/vocabulary-store";
import { createEventReader } from "./work/event-reader";
import { takeUpFiles } from "./work/files/take-up-files";

/** The most classifications that wait to be encoded: decoded pictures take 150 KB each. */
const MOST_CLASSIFICATIONS = 256;

interface ContextOptions {
  readonly version: string;
  readonly provider: ProviderSetting;
  readonly threads: number | undefined;
  readonly gpus: readonly number[];
  readonly int8: Int8Setting;
  readonly maxBatch: number | undefined;
  readonly regionCacheBytes: number;
  /**
   * Holds `models` (files cached outside the database; may be deleted at any time when not in use), and for this
   * host alone `trainings` (not to be deleted while a training has not ended).
   */
  readonly dataDirectory: string;
  readonly mirror?: string | null;
  /** Is told why a thread ended unexpectedly, and which files of an older version are taken over. */
  readonly log?: (line: string) => void;
  /** Is told what a service does, such as activating a model. */
  readonly tell?: (line: string) => void;
}

/** Makes what the use cases need, on an open database. If a part cannot be made, none stays open. */
export async function createContext(
  db: Database,
  options: ContextOptions,
): Promise<{ context: ServiceContext; close(): Promise<void> }> {
  await takeUpFiles(db, options);
  const opened = createClosing();
  try {
    return { context: await openParts(db, options, opened), close: opened.close };
  } catch (error) {
    await opened.close().catch(() => undefined); // the first failure is the one to report
    throw error;
  }
}

async function openParts(db: Database, options: ContextOptions, opened: Closing): Promise<ServiceContext> {
  const { dataDirectory, int8, log } = options;
  const engine = await createEngine(options);
  opened.last(engine.close);
  const eventListener = await listenToEvents(db.url);
  opened.last(eventListener.close);
  const modelCacheDirectory = path.join(dataDirectory, "models");
  const models = createModelRegistry(db, engine, { cacheDirectory: modelCacheDirectory, int8 });
  const evaluations = createEvaluationWorkshop(db, log);
  opened.first(evaluations.reader.close);
  opened.first(evaluations.reducer.close);
  const encodeLabels = createEncodeLabels(db, engine, modelCacheDirectory);
  const indexes = createSearchIndexes(db, models, { dataDirectory, sketcher: engine.sketcher });
  opened.first(indexes.close);
  opened.first(indexes.settle); // what was encoded is sketched while the engine is there
  const scanner = createScanner({ threads: os.availableParallelism(), log });
  opened.first(scanner.close);
  const searches = createSearchSessions(log);
  opened.first(searches.close); // proofs use all of the above
  const cache = createRegionCache(db, options.regionCacheBytes);
  const regions = createRegionStore(db, cache, models, indexes.onEncoded);
  opened.last(regions.settle); // no more are written once the engine is closed
  return {
    version: options.version,
    db,
    engine,
    models,
    vocabularies: createVocabularyStore(db),
    encodeLabels,
    vectorsFor: createVectorsFor({ db, encodeLabels }, log),
    regions,
    regionCacheBytes: options.regionCacheBytes,
    storageUse: createStorageUse(db),
    indexes,
    scanner,
    searches,
    admission: createAdmission("classifications", MOST_CLASSIFICATIONS),
    eventListener,
    dataDirectory,
    trainingDirectory: path.join(dataDirectory, "trainings"),
    modelCacheDirectory,
    mirror: options.mirror ?? null,
    readEvents: createEventReader(db),
    evaluations,
    storageTrouble: createStorageTrouble(db, dataDirectory, log ?? (() => undefined)),
    tell: options.tell ?? (() => undefined),
  };
}
