import type { ModelVersionRow } from "../../../storage/models/model-versions";
import { countUnscored, listUnscored } from "../../../storage/search/indexed-scores";
import { addScoreSet } from "../../../storage/search/indexed-vocabularies";
import type { ServiceContext } from "../../context";
import type { ProgressReporter } from "../../work/report-progress";
import { SCORED_TOGETHER, scorePositions } from "./score-positions";

interface VocabularyScoring {
  readonly workId: string;
  readonly model: ModelVersionRow;
  readonly vocabularyId: string;
  readonly progress: ProgressReporter;
  readonly signal: AbortSignal;
}

/** Stores the scores of all images of a model's index for the labels of a vocabulary, of those that have none yet; returns how many. */
export async function scoreVocabulary(
  context: ServiceContext,
  { workId, model, vocabularyId, progress, signal }: VocabularyScoring,
): Promise<number> {
  const { db, indexes, vocabularies, vectorsFor } = context;
  const vocabulary = await vocabularies.byId(vocabularyId);
  const vectors = await vectorsFor(vocabulary, model, signal);
  const index = await indexes.open(model);
  const ids = { indexId: index.id, modelVersionId: model.id, vocabularyId };
  const set = await addScoreSet(db, { ...ids, labelCount: vectors.count });
  if (!set) return 0; // the vocabulary or the model was deleted, and this work with it
  const total = await countUnscored(db, set);
  await progress.enter("SCORING", total);
  const options = { priority: "bulk", owner: workId, signal, encodeAtMost: SCORED_TOGETHER } as const;
  let done = 0;
  for (let from = 0; ; ) {
    const listed = await listUnscored(db, set, { from, limit: SCORED_TOGETHER });
    const positions = listed.filter((position) => position < index.count);
    if (positions.length === 0) return done;
    const scoring = { index, model, set, vectors };
    if ((await scorePositions(context, scoring, positions, options)) === null) return done;
    done += positions.length;
    progress.tell(done, Math.max(done, total));
    from = positions.at(-1)! + 1;
  }
}
