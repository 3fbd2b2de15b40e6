import DataLoader from "dataloader";
import { RegionaryError } from "../errors";
import type { ServiceContext } from "../services/context";
import { labelProbabilities, type ScoreKey } from "../services/evaluations/runs/label-probabilities";
import type { LabelRegions } from "../services/regions/label-regions";
import { foundRegions } from "../services/search/found-regions";
import { type SimilarImage, similarImages } from "../services/search/like/similar-images";
import type { SearchPage } from "../services/search/search-page";
import type { Findable } from "../services/work/find-one";
import { findBenchmarkSets } from "../storage/benchmarks/benchmark-sets";
import { type CorrectionRow, findCorrections } from "../storage/images/corrections";
import { findImageTags, type ImageTagRow } from "../storage/images/image-tags";
import { findImages } from "../storage/images/images";
import { findBackboneNames } from "../storage/models/backbones";
import { findModelVersions } from "../storage/models/model-versions";
import { packageSizes } from "../storage/models/package-sizes";
import { countBatches } from "../storage/predictions/count-batches";
import { findPredictions } from "../storage/predictions/predictions";
import { findUploads } from "../storage/uploads/uploads";
import {
  type LabelOriginRow,
  type LabelVectorsRow,
  listLabelVectors,
} from "../storage/vocabularies/label-vectors";
import { findVectorSpaces } from "../storage/vocabularies/vector-spaces";
import type { LabelRow } from "../storage/vocabularies/vocabularies";
import { findVocabularies } from "../storage/vocabularies/vocabularies";
import {
  findWordsOfSpaces,
  findWordVectorSets,
  type WordVectorSetRow,
} from "../storage/vocabularies/word-vectors";
import type { WorkEventRow } from "../storage/work/work-events";
import type { WorkKind, WorkRow } from "../storage/work/work-rows";
import { groupBy } from "./group-by";
import { type FreeRegionKey, loadFreeRegions, loadRegions, type RegionKey } from "./regions/load-regions";
import { type LabelOriginKey, loadLabelOrigins } from "./vocabularies/load-label-origins";
import { loadWorkEvents, type WorkEventsKey } from "./work/load-work-events";

/** Region maps that one query may ask for; each is a grid of numbers computed for it. */
const MAX_REGION_MAPS = 1_000;

/** Images whose like one query may ask for; each is a search. */
const MAX_SIMILAR_TO = 20;

/** An image that a search has found. */
interface FoundRegionKey {
  readonly page: Pick<SearchPage, "model" | "terms">;
  readonly imageId: string;
}

export type Loaders = ReturnType<typeof createLoaders>;

/**
 * Rows by id, for one execution; those requested in the same tick are read together. Nothing is kept: a mutation
 * changes what its later fields read.
 */
export function createLoaders(services: ServiceContext) {
  const { db, vocabularies } = services;
  const byId = <R extends { id: string }>(read: (ids: readonly string[]) => Promise<R[]>) =>
    new DataLoader<string, R | null>(
      async (ids) => {
        const rows = new Map((await read([...new Set(ids)])).map((row) => [row.id, row]));
        return ids.map((id) => rows.get(id) ?? null);
      },
      { cache: false, maxBatchSize: 1_000 },
    );
  const ofImages = <R extends { imageId: string }>(read: (ids: readonly string[]) => Promise<R[]>) =>
    new DataLoader<string, R[]>(
      async (ids) => {
        const rows = groupBy(await read([...new Set(ids)]), ({ imageId }) => imageId);
        return ids.map((id) => rows.get(id) ?? []);
      },
      { cache: false, maxBatchSize: 1_000 },
    );
  const labels = new DataLoader<{ vocabularyId: string; position: number }, LabelRow | null>(
    async (keys) => {
      const found = new Array<LabelRow | null>(keys.length).fill(null);
      for (const [id, places] of groupBy(keys.keys(), (place) => keys[place]!.vocabularyId)) {
        const positions = places.map((place) => keys[place]!.position);
        const rows = await vocabularies.labelsAt(id, positions);
        for (const [index, place] of places.entries()) found[place] = rows[index] ?? null;
      }
      return found;
    },
    { cache: false },
  );
  const labelVectors = new DataLoader<string, LabelVectorsRow[]>(
    async (ids) => {
      const rows = groupBy(await listLabelVectors(db, [...new Set(ids)]), (row) => row.vocabularyId);
      return ids.map((id) => rows.get(id) ?? []);
    },
    { cache: false },
  );
  const work = new Map<WorkKind, DataLoader<string, WorkRow | null>>();
  let regionMaps = 0; // over all ticks: some predictions look up the positions of their labels first
  let similarTo = 0;
  const countMaps = (maps: number) => {
    regionMaps += maps;
    if (regionMaps > MAX_REGION_MAPS) throw tooManyRegionMaps();
  };
  return {
    /** Work of one kind, with the kind's own columns. */
    work<Row extends WorkRow>(table: Findable<Row>): DataLoader<string, Row | null> {
      const loader = work.get(table.kind) ?? byId<WorkRow>((ids) => table.find(db, ids));
      work.set(table.kind, loader);
      return loader as DataLoader<string, Row | null>;
    },
    workEvents: new DataLoader<WorkEventsKey, WorkEventRow[]>((keys) => loadWorkEvents(db, keys), {
      cache: false,
    }),
    labelVectors,
    labelOrigins: new DataLoader<LabelOriginKey, LabelOriginRow | null>(
      (keys) => loadLabelOrigins(db, keys),
      { cache: false },
    ),
    vectorSpaces: byId((ids) => findVectorSpaces(db, ids)),
    images: byId((ids) => findImages(db, ids)),
    /** By the ids of images. */
    imageTags: ofImages<ImageTagRow>((ids) => findImageTags(db, ids)),
    /** By the ids of images. */
    corrections: ofImages<CorrectionRow>((ids) => findCorrections(db, ids)),
    wordVectorSets: byId((ids) => findWordVectorSets(db, ids)),
    /** By the ids of spaces. */
    wordsOfSpaces: new DataLoader<string, WordVectorSetRow | null>(
      async (ids) => {
        const sets = await findWordsOfSpaces(db, [...new Set(ids)]);
        return ids.map((id) => sets.get(id) ?? null);
      },
      { cache: false },
    ),
    backbones: byId((ids) => findBackboneNames(db, ids)),
    /** By the ids of vocabularies. */
    batchCounts: new DataLoader<string, number>((ids) => countBatches(db, ids), { cache: false }),
    /** In bytes, by their hashes. */
    packageSizes: new DataLoader<string, number>((hashes) => packageSizes(db, hashes), { cache: false }),
    vocabularies: byId((ids) => findVocabularies(db, ids)),
    modelVersions: byId((ids) => findModelVersions(db, ids)),
    benchmarkSets: byId((ids) => findBenchmarkSets(db, ids)),
    uploads: byId((ids) => findUploads(db, ids)),
    predictions: byId((ids) => findPredictions(db, ids)),
    labels,
    probabilities: new DataLoader<ScoreKey, number | null>((keys) => labelProbabilities(services, keys), {
      cache: false,
    }),
    regions: new DataLoader<RegionKey, LabelRegions>(
      async (keys) => {
        countMaps(keys.length);
        return loadRegions(services, keys);
      },
      { cache: false },
    ),
    /** By a search and an image that it found. */
    foundRegions: new DataLoader<FoundRegionKey, Awaited<ReturnType<typeof foundRegions>>>(
      async (keys) => {
        countMaps(keys.reduce((sum, { page }) => sum + page.terms.length, 0));
        return Promise.all(keys.map(({ page, imageId }) => foundRegions(services, page, imageId)));
      },
      { cache: false },
    ),
    /** By the id of an image; `similar` and `nearDuplicates` are of the same ones. */
    similarImages: new DataLoader<string, SimilarImage[]>(async (imageIds) => {
      similarTo += imageIds.length;
      if (similarTo > MAX_SIMILAR_TO) throw tooManySimilar();
      const similar: SimilarImage[][] = [];
      for (const imageId of imageIds) similar.push(await similarImages(services, imageId, {}));
      return similar;
    }),
    freeRegions: new DataLoader<FreeRegionKey, LabelRegions>(
      async (keys) => {
        countMaps(keys.length);
        return loadFreeRegions(services, keys);
      },
      { cache: false },
    ),
  };
}

function tooManyRegionMaps(): RegionaryError {
  return new RegionaryError(
    "INVALID_INPUT",
    `A query may ask for the regions of at most ${MAX_REGION_MAPS} labels; this one asks for more. Ask for fewer predictions or labels at a time.`,
  );
}

function tooManySimilar(): RegionaryError {
  return new RegionaryError(
    "INVALID_INPUT",
    `A query may ask for what is similar to at most ${MAX_SIMILAR_TO} images; this one asks for more. Ask for fewer images at a time.`,
  );
}
