import type { ModelVersionRow } from "../../../storage/models/model-versions";
import { imageIndexings } from "../../../storage/search/image-indexings";
import { copyScores } from "../../../storage/search/indexed-vocabularies";
import { findNextIndex, type SearchIndexRow, takeOver } from "../../../storage/search/search-indexes";
import { copyUnindexed, countImages } from "../../../storage/search/unindexed-images";
import { completeWork } from "../../../storage/work/change-work";
import { aloneWithWork } from "../../../storage/work/work-lock";
import type { ServiceContext } from "../../context";
import { beginHere, refuseUnfit, servedHere } from "../../work/host";
import { type ProgressReporter, reportProgress } from "../../work/report-progress";
import { type IndexedCounts, indexMissing } from "./index-missing";
import { LEARNED_IMAGES, learnNextIndex } from "./learn-next-index";
import { scoreVocabulary } from "./score-vocabulary";

/**
 * Indexes the images that the index of a model lacks. What is indexed is not done again, wherever an earlier attempt was
 * killed; of several for the same encode stages, one at a time goes on.
 */
export async function runIndexing(context: ServiceContext, id: string, signal: AbortSignal): Promise<void> {
  const { db, models } = context;
  const [asked] = await imageIndexings.find(db, [id]);
  if (!asked) return;
  const model = await models.byId(asked.modelVersionId);
  const loaded = await models.loaded(model);
  const beginning = beginHere(servedHere(context, model, loaded));
  refuseUnfit(asked.fixed, beginning);
  if (!(await imageIndexings.begin(db, id, beginning))) return;
  await aloneWithWork(db, `index ${loaded.encoderHash}`, signal, async (alone) => {
    const attempt = { workId: id, model, progress: reportProgress(db, id), signal: alone };
    const { done, failed } = await indexAll(context, attempt);
    const { vocabularyId } = asked;
    if (vocabularyId === null) return completeWork(db, id, { done, failed, total: done + failed });
    const scored = await scoreVocabulary(context, { ...attempt, vocabularyId });
    return completeWork(db, id, { done: scored, failed, total: scored });
  });
}

interface Attempt {
  readonly workId: string;
  readonly model: ModelVersionRow;
  readonly progress: ProgressReporter;
  readonly signal: AbortSignal;
}

/**
 * Once there are enough images to learn from, the index in use is succeeded by one with a basis of its own, which takes
 * over as soon as it has the same images; then the rest is indexed.
 */
async function indexAll(context: ServiceContext, attempt: Attempt): Promise<IndexedCounts> {
  const { db, models, indexes } = context;
  const { model, progress, signal } = attempt;
  const { encoderHash } = await models.loaded(model);
  let mayLearn = true;
  for (;;) {
    signal.throwIfAborted();
    const current = await indexes.current(model);
    const next = await findNextIndex(db, encoderHash);
    if (next) {
      await succeed(context, attempt, { current, next });
      continue;
    }
    const { total, failed } = await countImages(db, current.id);
    if (mayLearn && current.generation === 0 && total - failed >= LEARNED_IMAGES) {
      await progress.enter("LEARNING");
      mayLearn = await learnNextIndex(context, { ...attempt, current });
      continue;
    }
    await progress.enter("INDEXING");
    const counts = await indexMissing(context, { ...attempt, index: await indexes.growing(current) });
    if (counts) return counts; // if not, another index took its place
  }
}

/** Gives an index what the one before it has, and lets it take over. */
async function succeed(
  context: ServiceContext,
  attempt: Attempt,
  { current, next }: { readonly current: SearchIndexRow; readonly next: SearchIndexRow },
): Promise<void> {
  const { db, indexes } = context;
  await attempt.progress.enter("INDEXING");
  const index = await indexes.growing(next);
  if (!(await indexMissing(context, { ...attempt, index, of: current.id }))) return;
  await copyUnindexed(db, current.id, next.id);
  await copyScores(db, current.id, next.id);
  await takeOver(db, next.id);
  indexes.forget(next.encoderHash);
}
