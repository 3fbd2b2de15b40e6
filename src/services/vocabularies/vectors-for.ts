import { LRUCache } from "lru-cache";
import { isRegionaryError, RegionaryError } from "../../errors";
import type { VocabularyVectors } from "../../inference/stages/score-on-lane";
import type { Database } from "../../storage/database/database";
import type { ModelVersionRow } from "../../storage/models/model-versions";
import {
  listLabelVectors,
  readLabelVectors,
  type StoredVectors,
  wereVectorsGiven,
} from "../../storage/vocabularies/label-vectors";
import { isTextSpace } from "../../storage/vocabularies/text-spaces";
import { findVectorSpaces } from "../../storage/vocabularies/vector-spaces";
import { findVocabularies, type VocabularyRow } from "../../storage/vocabularies/vocabularies";
import { findWordsOfSpace } from "../../storage/vocabularies/word-vectors";
import { modelSpaceId } from "../models/model-space";
import { notFound } from "../not-found";
import { shareWork } from "../regions/share-work";
import type { EncodeLabels } from "./encode-labels";
import { encodedVectorsIn, labelVectorsIn } from "./label-vectors-in";
import { adviceFor, vectorSpaceMismatch } from "./vector-space-mismatch";

const BUDGET_BYTES = 64 * 1024 * 1024;
const KEPT_IDS = 1_000;
/** Looking up missing words, and others that resemble them, is slow. */
const REFUSED_FOR_MS = 10_000;

/**
 * The vectors of a vocabulary's labels as a model takes them: those of its own space, and no others, whatever
 * their length. If missing, they are made and kept: by the space's text encoder, or looked up in its word vectors unless
 * the vocabulary's vectors were given; otherwise refused: INVALID_VOCABULARY names the labels without one,
 * VECTOR_SPACE_MISMATCH both spaces. A model version without a space is bound by its first vocabulary. A caller whose
 * signal fires leaves at once; when the last has left, no more labels are encoded.
 */
export interface VectorsFor {
  (vocabulary: VocabularyRow, model: ModelVersionRow, signal?: AbortSignal): Promise<VocabularyVectors>;
  /** Those that are in memory, or null: nothing is read, made or bound. */
  kept(vocabulary: VocabularyRow, model: ModelVersionRow): VocabularyVectors | null;
}

/** What makes missing vectors. */
interface VectorSources {
  readonly db: Database;
  readonly encodeLabels: EncodeLabels;
}

/** The one way from vocabularies and models to vectors. Recently used vectors are kept in memory: they never change. */
export function createVectorsFor(
  sources: VectorSources,
  log: (line: string) => void = () => undefined,
): VectorsFor {
  const { db } = sources;
  const spaceIds = new LRUCache<string, string>({ max: KEPT_IDS }); // of models read before they were bound
  const kept = new LRUCache<string, VocabularyVectors>({
    maxSize: BUDGET_BYTES,
    sizeCalculation: ({ vectors }) => vectors.byteLength,
  });
  const refused = new LRUCache<string, Error>({ max: KEPT_IDS, ttl: REFUSED_FOR_MS });
  const underWay = shareWork<VocabularyVectors>();

  const spaceIdOf = async (vocabulary: VocabularyRow, model: ModelVersionRow): Promise<string> => {
    const spaceId = await modelSpaceId(db, model, vocabulary, (space) =>
      log(
        `The model ${model.name}, version ${model.version}, takes vectors of the space "${space.name}" from now on, as its first vocabulary "${vocabulary.name}" has them`,
      ),
    );
    spaceIds.set(model.id, spaceId);
    return spaceId;
  };
  const find = async (key: string, asked: VectorsAsked) => {
    const again = refused.get(key);
    const stored = again && (await readLabelVectors(db, asked.vocabulary.id, asked.spaceId));
    if (again && !stored) throw again;
    const found =
      stored ??
      (await vectorsIn(sources, asked).catch((error: unknown) => {
        if (isRegionaryError(error) && error.code === "INVALID_VOCABULARY") refused.set(key, error);
        throw error;
      }));
    const vectors = { key: found.contentHash, count: asked.vocabulary.labelCount, vectors: found.vectors };
    kept.set(key, vectors);
    return vectors;
  };
  const vectorsFor = async (vocabulary: VocabularyRow, model: ModelVersionRow, signal?: AbortSignal) => {
    const spaceId = model.spaceId ?? spaceIds.get(model.id) ?? (await spaceIdOf(vocabulary, model));
    const key = `${vocabulary.id} ${spaceId}`;
    const known = kept.get(key);
    if (known) return known;
    return underWay(key, signal, (abandoned) => find(key, { vocabulary, model, spaceId, signal: abandoned }));
  };
  const keptOf = (vocabulary: VocabularyRow, model: ModelVersionRow) =>
    kept.get(`${vocabulary.id} ${model.spaceId ?? spaceIds.get(model.id)}`) ?? null;
  return Object.assign(vectorsFor, { kept: keptOf });
}

interface VectorsAsked {
  readonly vocabulary: VocabularyRow;
  readonly model: ModelVersionRow;
  readonly spaceId: string;
  readonly signal: AbortSignal;
}

async function vectorsIn(
  sources: VectorSources,
  { vocabulary, model, spaceId, signal }: VectorsAsked,
): Promise<StoredVectors> {
  const { db } = sources;
  const stored = await readLabelVectors(db, vocabulary.id, spaceId);
  if (stored) return stored;
  if ((await findVocabularies(db, [vocabulary.id])).length === 0) throw notFound("vocabulary");
  const space = (await findVectorSpaces(db, [spaceId]))[0]!; // a model's space is not deleted
  const explain = (error: unknown): never => {
    if (!isRegionaryError(error) || error.code !== "INVALID_VOCABULARY") throw error;
    const why = `The model "${model.name}" takes vectors of the space "${space.name}".`;
    throw new RegionaryError(error.code, `${why} ${error.message}`, error.details, { cause: error });
  };
  if (isTextSpace(space)) {
    // Only the labels count, wherever their vectors in other spaces are from.
    const urgency = { priority: "bulk", signal } as const;
    return encodedVectorsIn(sources, vocabulary, space, urgency).catch(explain);
  }
  const wereGiven = await wereVectorsGiven(db, vocabulary.id);
  const made = wereGiven ? null : await labelVectorsIn(db, vocabulary, space).catch(explain);
  if (made) return made;
  const hasWords = (await findWordsOfSpace(db, spaceId)) !== null;
  const vocabularySpaces = (await listLabelVectors(db, [vocabulary.id])).map(({ space: of }) => of);
  throw vectorSpaceMismatch(
    { model, modelSpace: space, vocabulary, vocabularySpaces },
    {
      takes: `the space "${space.name}" (${space.dimensions} numbers each)`,
      advice: adviceFor(space, { hasWords, wereGiven }),
    },
  );
}
