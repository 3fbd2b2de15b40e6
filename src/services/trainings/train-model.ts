import { RegionaryError } from "../../errors";
import { type BenchmarkSetRow, findBenchmarkSets } from "../../storage/benchmarks/benchmark-sets";
import type { Database } from "../../storage/database/database";
import { findBackboneById } from "../../storage/models/model-versions";
import type { TrainingSettings } from "../../storage/trainings/stored-training";
import { type TrainingRow, trainings } from "../../storage/trainings/trainings";
import { isTextSpace } from "../../storage/vocabularies/text-spaces";
import { findVocabularies } from "../../storage/vocabularies/vocabularies";
import { chooseRecipe, type RecipeOptions } from "../../training/recipe-options";
import { checkFeatures } from "../benchmarks/check-features";
import { checkModelName } from "../models/model-name";
import { notFound } from "../not-found";
import { labelVectorsIn } from "../vocabularies/label-vectors-in";
import { createOrGoOn } from "../work/create-or-go-on";
import { acceptedBefore, sameRequest } from "../work/idempotency";
import { requestHashOf } from "../work/request-hash";
import { checkImageCount } from "./check-image-count";
import { trainableHead } from "./trainable-head";
import { trainingSpace } from "./training-space";

const MAX_SEED = 1_000_000_000;
const MAX_CHANNEL_DIM = 2_048;
/** The host that runs it may have fewer cores, and then leaves it to others. */
const MAX_THREADS = 1_024;

interface TrainingRequest extends RecipeOptions {
  readonly setId: string;
  readonly backboneId: string;
  /** What to call the model. */
  readonly name: string;
  readonly recipe: string;
  readonly seed: number;
  /** The head's family. */
  readonly head: string;
  /** Attention heads and channels, for a head that has them. */
  readonly heads: number;
  readonly channelDim: number;
  /** Half of the cores of the host that begins if left out. */
  readonly threads?: number | null;
  readonly activate: boolean;
  /** The vector space to learn in; left out, the one in which the set's labels have vectors. */
  readonly spaceId?: string | null;
  readonly idempotencyKey?: string | null;
}

/**
 * Accepts a training: it is stored with its job before this returns, and will be completed whatever happens
 * to this process. The same idempotency key gives the same training; with another request it is a CONFLICT.
 * Throws INVALID_INPUT and NOT_FOUND for what can be seen without looking at the images.
 */
export async function trainModel(db: Database, request: TrainingRequest): Promise<TrainingRow> {
  const { idempotencyKey = null } = request;
  const earlier = await acceptedBefore(db, trainings, idempotencyKey);
  const { columns, ...accepted } = await checkTraining(db, request, earlier);
  const training = earlier ?? (await trainings.create(db, columns, { ...accepted, idempotencyKey }));
  return sameRequest(training, accepted.requestHash);
}

/** Accepts a training, or finds an unfinished one of the same request. */
export async function trainOrGoOn(
  db: Database,
  request: TrainingRequest,
): Promise<{ work: TrainingRow; isNew: boolean }> {
  const { columns, ...accepted } = await checkTraining(db, request);
  return createOrGoOn(db, trainings, columns, accepted);
}

/** What a repeated request leaves open means what it was taken to mean the first time. */
async function checkTraining(db: Database, request: TrainingRequest, earlier: TrainingRow | null = null) {
  const { setId, name, seed } = request;
  checkModelName(name);
  const recipe = chooseRecipe(request.recipe, request);
  const settings = checkSettings({ ...request, threads: request.threads ?? earlier?.settings.threads });
  if (!Number.isInteger(seed) || seed < 0 || seed > MAX_SEED)
    throw invalid(`seed must be a whole number from 0 to ${MAX_SEED}; got ${seed}.`);
  const set = await findSet(db, setId);
  const backbone = await findBackboneById(db, request.backboneId);
  if (!backbone) throw notFound("backbone");
  checkFeatures(`The backbone ${backbone.name}`, backbone.description.encode, set);
  // Of these it can use those with a positive label, which it finds when it runs.
  checkImageCount(set.total, recipe, `The set "${set.name}" has ${set.total} images`);
  const space = await trainingSpace(db, set, request.spaceId ?? earlier?.spaceId ?? null);
  const vocabulary = (await findVocabularies(db, [set.vocabularyId]))[0]!; // kept as long as the set
  if (!isTextSpace(space) && !(await labelVectorsIn(db, vocabulary, space)))
    throw invalid(
      `The labels of the set "${set.name}" have no vectors of the space "${space.name}", and no word vectors of it are stored to look them up in.`,
    );
  const dataHash = set.contentHash as string;
  const columns = { setId, backboneId: backbone.id, name, recipe, seed, settings, dataHash };
  const { head, ...others } = settings; // a BiAM head is asked for as it was before there were others
  const asked = {
    ...columns,
    settings: head === "biam" ? others : settings,
    ...(request.spaceId && { spaceId: request.spaceId }),
  };
  const requestHash = requestHashOf(asked);
  return { columns: { ...columns, spaceId: space.id }, requestHash, total: 0 };
}

async function findSet(db: Database, id: string): Promise<BenchmarkSetRow> {
  const [set] = await findBenchmarkSets(db, [id]);
  if (!set) throw notFound("benchmark set");
  if (set.contentHash !== null) return set;
  const stored = `"${set.name}" has ${set.stored} of its ${set.total} images`;
  throw invalid(`Only a complete benchmark set can be trained on; ${stored}. Finish its import first.`);
}

function checkSettings({ head, heads, channelDim, threads, activate }: TrainingRequest): TrainingSettings {
  trainableHead(head);
  const chosen = threads ?? null;
  if (chosen !== null && !isWhole(chosen, MAX_THREADS))
    throw invalid(`threads must be a whole number from 1 to ${MAX_THREADS}; got ${chosen}.`);
  if (!isWhole(channelDim, MAX_CHANNEL_DIM))
    throw invalid(`channelDim must be a whole number from 1 to ${MAX_CHANNEL_DIM}; got ${channelDim}.`);
  if (!isWhole(heads, channelDim) || channelDim % heads !== 0)
    throw invalid(`heads must be a whole number that divides channelDim, ${channelDim}; got ${heads}.`);
  return { head, heads, channelDim, threads: chosen, activate };
}

const isWhole = (value: number, most: number) => Number.isInteger(value) && value >= 1 && value <= most;

const invalid = (message: string) => new RegionaryError("INVALID_INPUT", message);
