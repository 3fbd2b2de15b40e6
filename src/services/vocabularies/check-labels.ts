import { isRegionaryError, RegionaryError } from "../../errors";
import { readModelSpace } from "../../storage/models/model-spaces";
import type { ModelVersionRow } from "../../storage/models/model-versions";
import type { LabelOrigin } from "../../storage/vocabularies/label-vectors";
import { storedWords } from "../../storage/vocabularies/stored-words";
import { isTextSpace } from "../../storage/vocabularies/text-spaces";
import { findVectorSpaces } from "../../storage/vocabularies/vector-spaces";
import type { NewLabelRow } from "../../storage/vocabularies/vocabularies";
import {
  findWordsOfSpace,
  findWordVectorSet,
  type WordVectorSetRow,
} from "../../storage/vocabularies/word-vectors";
import { resolveLabels } from "../../vocabulary/resolve-labels";
import type { ServiceContext } from "../context";
import { notFound } from "../not-found";
import { cleanLabels, type LabelToClean } from "./clean-labels";
import { labelTexts } from "./label-texts";
import { whyUnresolved } from "./look-up-labels";

/** Where the labels would get their vectors: as the active model does where neither is given. */
interface VectorSource {
  readonly modelVersionId: string | null;
  readonly wordVectorSetId: string | null;
}

/** How a label would get its vector, or why it would not. */
export interface CheckedLabel {
  readonly label: string;
  /** Null where something is wrong with it. */
  readonly origin: LabelOrigin | null;
  /** The words, or the texts, that its vector would be made of. */
  readonly words: readonly string[];
  readonly problem: LabelFault | null;
}

interface LabelFault {
  readonly reason: string;
  readonly nearest: readonly string[];
  /** Whether nothing is wrong but that the word-vector set has no vector for it. */
  readonly isUnresolved: boolean;
}

type Context = Pick<ServiceContext, "db" | "models">;
type Check = (labels: readonly NewLabelRow[]) => Promise<Omit<CheckedLabel, "label">[]>;

/**
 * How labels would get their vectors, in their order; nothing is stored or encoded. INVALID_VOCABULARY for none or more
 * than 20,000, VECTOR_SPACE_MISMATCH for a model that has no way from labels to vectors.
 */
export async function checkLabels(
  context: Context,
  labels: readonly LabelToClean[],
  source: VectorSource,
): Promise<CheckedLabel[]> {
  const check = await checkOf(context, source);
  const { usable, faults } = partUsable(labels);
  const checked = await check(usable.map(({ row }) => row));
  const results = new Map(
    usable.map(({ position, row }, i) => [position, { ...checked[i]!, label: row.label }]),
  );
  return labels.map(({ label }, position): CheckedLabel => {
    const reason = faults.get(position);
    if (reason === undefined) return results.get(position)!;
    return { label, origin: null, words: [], problem: { reason, nearest: [], isUnresolved: false } };
  });
}

interface Usable {
  readonly position: number;
  readonly row: NewLabelRow;
}

/** The labels as a vocabulary would have them, and why it could not have the others. */
function partUsable(labels: readonly LabelToClean[]): { usable: Usable[]; faults: Map<number, string> } {
  const faults = new Map<number, string>();
  const left = () => [...labels.keys()].filter((position) => !faults.has(position));
  // The labels themselves are judged first, then what they bring along.
  for (let places = left(); places.length > 0; places = left()) {
    try {
      const rows = cleanLabels(places.map((position) => labels[position]!));
      return { usable: rows.map((row, i) => ({ position: places[i]!, row })), faults };
    } catch (error) {
      for (const { position, reason } of problemsIn(error)) faults.set(places[position]!, reason);
    }
  }
  if (labels.length === 0) cleanLabels(labels); // refuses
  return { usable: [], faults };
}

function problemsIn(error: unknown): readonly { position: number; reason: string }[] {
  const problems = isRegionaryError(error) ? error.details.problems : null;
  if (!Array.isArray(problems)) throw error;
  return problems;
}

async function checkOf({ db, models }: Context, source: VectorSource): Promise<Check> {
  if (source.wordVectorSetId !== null) {
    const set = await findWordVectorSet(db, { id: source.wordVectorSetId });
    if (!set) throw notFound("word-vector set");
    return inWords(db, set);
  }
  const model = await (source.modelVersionId === null ? models.active() : models.byId(source.modelVersionId));
  const spaceId = model.spaceId ?? (await readModelSpace(db, model.id));
  const [space] = spaceId === null ? [] : await findVectorSpaces(db, [spaceId]);
  if (space && isTextSpace(space)) {
    const { templates } = space.encoder;
    return async (labels) =>
      labels.map((label) => ({ origin: "ENCODED", words: labelTexts(label, templates), problem: null }));
  }
  const words = space && (await findWordsOfSpace(db, space.id));
  if (!words) throw noWay(model, space?.name ?? null);
  return inWords(db, words);
}

const inWords =
  (db: Context["db"], set: WordVectorSetRow): Check =>
  async (labels) => {
    const asked = labels.map(({ label, alias }) => ({ label, alias: alias ?? undefined }));
    const resolutions = await resolveLabels(asked, storedWords(db, set));
    return resolutions.map((resolution) =>
      resolution.method === "UNRESOLVED"
        ? {
            origin: null,
            words: [],
            problem: {
              reason: whyUnresolved(resolution, set.name),
              nearest: resolution.nearest,
              isUnresolved: true,
            },
          }
        : { origin: resolution.method, words: resolution.words, problem: null },
    );
  };

function noWay({ name }: ModelVersionRow, modelSpace: string | null): RegionaryError {
  const space =
    modelSpace === null
      ? "a space that has not been named yet"
      : `the space "${modelSpace}", which has no text encoder and no word vectors to make them of`;
  return new RegionaryError(
    "VECTOR_SPACE_MISMATCH",
    `The model "${name}" takes vectors of ${space}. Give a wordVectorSetId to look labels up in.`,
    { modelSpace, vocabularySpaces: [] },
  );
}
