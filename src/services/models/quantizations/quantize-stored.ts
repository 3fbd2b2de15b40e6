import { RegionaryError } from "../../../errors";
import type { Database } from "../../../storage/database/database";
import { readImageBytes } from "../../../storage/images/images";
import { findModelVersions } from "../../../storage/models/model-versions";
import { quantizations } from "../../../storage/models/quantizations";
import { findVocabularies } from "../../../storage/vocabularies/vocabularies";
import { completeWork, recordProgress } from "../../../storage/work/change-work";
import { notFound } from "../../not-found";
import { WorkEnded } from "../../work/work-ended";
import type { Picture } from "./pictures-to-quantize";
import { type QuantizeDirectories, quantizeModel } from "./quantize-model";

/** Images per event: often enough to see that it goes on. */
const IMAGES_PER_EVENT = 4;

/**
 * Completes a quantization that was begun; one that was killed starts over. Throws `WorkEnded` when it no
 * longer runs.
 */
export async function quantizeStored(
  db: Database,
  id: string,
  directories: QuantizeDirectories,
): Promise<void> {
  const [work] = await quantizations.find(db, [id]);
  if (work?.state !== "RUNNING") throw new WorkEnded();
  const [model] = await findModelVersions(db, [work.modelVersionId]);
  if (!model) throw notFound("model version");
  const [vocabulary = null] = work.vocabularyId ? await findVocabularies(db, [work.vocabularyId]) : [];
  const { name, forRanges, imageIds } = work;
  const pictures = imageIds.map((imageId, place) =>
    storedPicture(db, imageId, `Image ${place + 1} of ${imageIds.length}`),
  );
  const request = { model, name, pictures, forRanges, vocabulary };
  const { model: made, report } = await quantizeModel(db, request, directories, async (phase, done) => {
    if (done % IMAGES_PER_EVENT !== 0) return;
    const total = phase === "FINDING_RANGES" ? forRanges : pictures.length - forRanges;
    const counts = phase === "STORING" ? {} : { done, total };
    if (!(await recordProgress(db, id, { phase, ...counts }))) throw new WorkEnded();
  });
  const own = { table: "ModelQuantization", values: { resultId: made.id, report } };
  await completeWork(db, id, { done: pictures.length, total: pictures.length }, own);
}

function storedPicture(db: Database, imageId: string, name: string): Picture {
  const read = async () => {
    const image = await readImageBytes(db, imageId);
    if (image) return image.bytes;
    throw new RegionaryError("NOT_FOUND", `${name} was deleted.`);
  };
  return { name, read };
}
