import type { SubmitOptions } from "../../batcher/batcher-options";
import { RegionaryError } from "../../errors";
import type { VocabularyVectors } from "../../inference/stages/score-on-lane";
import { readModelSpace } from "../../storage/models/model-spaces";
import type { ModelVersionRow } from "../../storage/models/model-versions";
import type { NewLabelVectors } from "../../storage/vocabularies/label-vectors";
import { isTextSpace } from "../../storage/vocabularies/text-spaces";
import { findVectorSpaces } from "../../storage/vocabularies/vector-spaces";
import { vocabularyWithLabel } from "../../storage/vocabularies/vocabulary-with-label";
import { findWordsOfSpace } from "../../storage/vocabularies/word-vectors";
import { labelVectorsHash } from "../../vocabulary/label-vectors-hash";
import type { ServiceContext } from "../context";
import { cleanLabels } from "./clean-labels";
import { lookUpLabels } from "./look-up-labels";

/** As many as there can be regions of at a time; with the largest towers they take some ten seconds. */
export const MAX_FREE_LABELS = 100;

/** Labels that come with a request instead of a vocabulary. */
export interface LabelsGiven {
  readonly labels: readonly string[];
  /** The text for each instead of the model's templates, "{}" standing for the label. */
  readonly prompt: string | null;
}

/** The same as a model takes them. */
export interface FreeLabels extends LabelsGiven {
  readonly vectors: VocabularyVectors;
  /** The texts, or words, that each vector was made of. */
  readonly origins: NewLabelVectors["origins"];
}

type Context = Pick<ServiceContext, "db" | "encodeLabels">;

/**
 * The vectors of labels for a model, by its text encoder or its word vectors; none are stored. INVALID_INPUT for more
 * than 100 or a wrong prompt, INVALID_VOCABULARY for those that cannot be used, by name, and VECTOR_SPACE_MISMATCH where the
 * model's space has neither an encoder nor words.
 */
export async function freeLabels(
  context: Context,
  model: ModelVersionRow,
  { labels, prompt }: LabelsGiven,
  urgency: SubmitOptions,
): Promise<FreeLabels> {
  checkCount(labels);
  checkPrompt(prompt);
  const cleaned = cleanLabels(labels.map((label) => ({ label, prompt })));
  const { vectors, origins } = await madeVectors(context, model, cleaned, urgency);
  const hashed = { labels: cleaned, dimensions: vectors.length / cleaned.length, vectors };
  const key = labelVectorsHash(hashed);
  return {
    labels: cleaned.map(({ label }) => label),
    prompt,
    vectors: { key, count: cleaned.length, vectors },
    origins,
  };
}

async function madeVectors(
  { db, encodeLabels }: Context,
  model: ModelVersionRow,
  labels: ReturnType<typeof cleanLabels>,
  urgency: SubmitOptions,
): Promise<Omit<NewLabelVectors, "contentHash">> {
  const spaceId = model.spaceId ?? (await readModelSpace(db, model.id));
  const [space] = spaceId === null ? [] : await findVectorSpaces(db, [spaceId]);
  if (!space)
    throw refusal(
      null,
      `The model "${model.name}" takes vectors of a space that has not been named. Name it: bin/regionary models bind ${model.name}@${model.version} --space NAME, or give a vocabularyId instead of labels.`,
    );
  if (isTextSpace(space)) return encodeLabels(space, labels, urgency);
  const words = await findWordsOfSpace(db, space.id);
  if (!words)
    throw refusal(
      space.name,
      `The model "${model.name}" takes vectors of the space "${space.name}", which has no text encoder and no word vectors to make them of. Give a vocabularyId instead of labels.`,
    );
  if (labels.some(({ prompt }) => prompt !== null))
    throw new RegionaryError(
      "INVALID_INPUT",
      `The model "${model.name}" looks labels up in word vectors: leave the prompt out, which is for a text encoder.`,
    );
  return lookUpLabels(db, labels, words, async (label) => {
    const vocabulary = await vocabularyWithLabel(db, label, space.id);
    return vocabulary
      ? `The vocabulary "${vocabulary}" has a vector for it: give that vocabulary too (vocabularyId, --vocabulary).`
      : `The model "${model.name}" takes labels made of that set's words; any words are for a model that reads texts (bin/regionary setup photos).`;
  });
}

function refusal(modelSpace: string | null, message: string): RegionaryError {
  return new RegionaryError("VECTOR_SPACE_MISMATCH", message, { modelSpace, vocabularySpaces: [] });
}

function checkCount({ length }: readonly string[]): void {
  if (length >= 1 && length <= MAX_FREE_LABELS) return;
  throw new RegionaryError(
    "INVALID_INPUT",
    `Give 1 to ${MAX_FREE_LABELS} labels; got ${length}. For more, create a vocabulary of them.`,
  );
}

/** INVALID_INPUT for a prompt beside a vocabulary, whose labels have their own. */
export function refusePrompt(prompt: string | null | undefined): void {
  if (prompt == null) return;
  throw new RegionaryError(
    "INVALID_INPUT",
    "A prompt goes with labels that are in no vocabulary: give those of a vocabulary theirs when it is created.",
  );
}

function checkPrompt(prompt: string | null): void {
  if (prompt === null || prompt.includes("{}")) return;
  throw new RegionaryError(
    "INVALID_INPUT",
    `The prompt must have "{}" where the label goes; got ${JSON.stringify(prompt.slice(0, 100))}.`,
  );
}
