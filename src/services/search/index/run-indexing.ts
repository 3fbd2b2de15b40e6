import { imageIndexings } from "../../../storage/search/image-indexings";
import { completeWork } from "../../../storage/work/change-work";
import { aloneWithWork } from "../../../storage/work/work-lock";
import type { ServiceContext } from "../../context";
import { beginHere, refuseUnfit, servedHere } from "../../work/host";
import { reportProgress } from "../../work/report-progress";
import { indexMissing } from "./index-missing";
import { scoreVocabulary } from "./score-vocabulary";

/**
 * Indexes the images that the index of a model lacks. What is indexed is not done again, wherever an earlier attempt was
 * killed; of several for the same encode stages, one at a time goes on.
 */
export async function runIndexing(context: ServiceContext, id: string, signal: AbortSignal): Promise<void> {
  const { db, models, indexes } = context;
  const [asked] = await imageIndexings.find(db, [id]);
  if (!asked) return;
  const model = await models.byId(asked.modelVersionId);
  const loaded = await models.loaded(model);
  const beginning = beginHere(servedHere(context, model, loaded));
  refuseUnfit(asked.fixed, beginning);
  if (!(await imageIndexings.begin(db, id, beginning))) return;
  await aloneWithWork(db, `index ${loaded.encoderHash}`, signal, async (alone) => {
    const progress = reportProgress(db, id);
    await progress.enter("INDEXING");
    for (;;) {
      const index = await indexes.growing(model);
      const counts = await indexMissing(context, { workId: id, model, index, progress, signal: alone });
      if (!counts) continue; // another index took its place
      const { vocabularyId } = asked;
      if (vocabularyId !== null)
        await scoreVocabulary(context, { workId: id, model, vocabularyId, progress, signal: alone });
      await completeWork(db, id, { ...counts, total: counts.done + counts.failed });
      return;
    }
  });
}
