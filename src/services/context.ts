import type { Admission } from "../batcher/admission";
import type { Engine } from "../inference/engine/engine";
import type { Scanner } from "../search/scan/scanner";
import type { Database } from "../storage/database/database";
import type { EventListener } from "../storage/work/event-listener";
import type { EvaluationWorkshop } from "./evaluations/runs/evaluation-workshop";
import type { ModelRegistry } from "./models/model-registry";
import type { RegionStore } from "./regions/region-store";
import type { StorageUse } from "./runtime/storage-use";
import type { SearchIndexes } from "./search/index/search-indexes";
import type { SearchSessions } from "./search/search-sessions";
import type { StorageTrouble } from "./storage-trouble";
import type { EncodeLabels } from "./vocabularies/encode-labels";
import type { VectorsFor } from "./vocabularies/vectors-for";
import type { VocabularyStore } from "./vocabularies/vocabulary-store";
import type { EventReader } from "./work/event-reader";

/** What the use cases need; made once by the composition root. */
export interface ServiceContext {
  /** The version of Regionary. */
  readonly version: string;
  readonly db: Database;
  readonly engine: Engine;
  readonly models: ModelRegistry;
  readonly vocabularies: VocabularyStore;
  readonly encodeLabels: EncodeLabels;
  readonly vectorsFor: VectorsFor;
  readonly regions: RegionStore;
  /** What regions may take in the database; infinite where they are never let go. */
  readonly regionCacheBytes: number;
  readonly storageUse: StorageUse;
  readonly indexes: SearchIndexes;
  /** Reads sketches for searches. */
  readonly scanner: Scanner;
  /** Those that can go on. */
  readonly searches: SearchSessions;
  /** Admits requests that wait for their result. */
  readonly admission: Admission;
  readonly eventListener: EventListener;
  /** Holds the directories below, and what evaluations keep. */
  readonly dataDirectory: string;
  /** Where trainings keep their features and checkpoints, each in a directory named by its id. */
  readonly trainingDirectory: string;
  readonly modelCacheDirectory: string;
  /** Where the catalogue's files are downloaded from; null for their publishers. */
  readonly mirror: string | null;
  readonly readEvents: EventReader;
  readonly evaluations: EvaluationWorkshop;
  readonly storageTrouble: StorageTrouble;
  /** A line in the service's log; a command says by itself what it did. */
  readonly tell: (line: string) => void;
}
