import { RegionaryError } from "../../errors";
import { readModelSpace } from "../../storage/models/model-spaces";
import { suggestLabels } from "../../storage/vocabularies/suggest-labels";
import { isTextSpace } from "../../storage/vocabularies/text-spaces";
import { findVectorSpaces } from "../../storage/vocabularies/vector-spaces";
import type { ServiceContext } from "../context";

const MOST_SUGGESTIONS = 50;

/** What to suggest words for. */
export interface WordsBegun {
  readonly beginning: string;
  /** The active model if null. */
  readonly modelVersionId: string | null;
  /** 1 to 50. */
  readonly first: number;
}

/**
 * Labels of the vocabularies that a model can take, as a person types them: of all for a model that reads texts, otherwise of those
 * with vectors in its space.
 */
export async function suggestWords(
  { db, models }: Pick<ServiceContext, "db" | "models">,
  { beginning, modelVersionId, first }: WordsBegun,
): Promise<string[]> {
  if (first < 1 || first > MOST_SUGGESTIONS)
    throw new RegionaryError(
      "INVALID_INPUT",
      `\`first\` must be from 1 to ${MOST_SUGGESTIONS}; got ${first}.`,
    );
  const model = await (modelVersionId === null ? models.active() : models.byId(modelVersionId));
  const spaceId = model.spaceId ?? (await readModelSpace(db, model.id));
  const [space] = spaceId === null ? [] : await findVectorSpaces(db, [spaceId]);
  if (!space) return [];
  return suggestLabels(db, { beginning, first, spaceId: isTextSpace(space) ? null : space.id });
}
