import { isRegionaryError } from "../../../errors";
import { basisToBytes } from "../../../search/sketch/basis-bytes";
import { readModelSpace } from "../../../storage/models/model-spaces";
import type { ModelVersionRow } from "../../../storage/models/model-versions";
import { sampleImages, sampleVectors } from "../../../storage/search/sample-for-learning";
import { createSearchIndex, type SearchIndexRow } from "../../../storage/search/search-indexes";
import type { ServiceContext } from "../../context";
import { eachInFlight } from "../../work/each-in-flight";
import { patiently } from "../../work/patiently";
import { FINAL_CODES } from "../final-codes";
import { layoutOf } from "./layout-of";

/** Images to learn from: with fewer stored, every one of them is scored for a search anyway. */
export const LEARNED_IMAGES = 256;
const LEARNED_LABELS = 1_000;
const IN_FLIGHT = 64;

interface Learning {
  readonly workId: string;
  readonly model: ModelVersionRow;
  readonly current: SearchIndexRow;
  readonly signal: AbortSignal;
}

/**
 * Begins the index that is to take the place of one with the identity for its basis: with a basis learned from images
 * drawn by chance and labels that the model knows. False where too few images can be encoded.
 */
export async function learnNextIndex(
  context: ServiceContext,
  { workId, model, current, signal }: Learning,
): Promise<boolean> {
  const { db, models, engine } = context;
  const { description, classifiers, encoderHash } = await models.loaded(model);
  const regions = await sampledRegions(context, { workId, model, current, signal });
  if (regions.length < LEARNED_IMAGES / 2) return false;
  const spaceId = model.spaceId ?? (await readModelSpace(db, model.id));
  const wanted = { dimensions: description.labels.size, count: LEARNED_LABELS };
  const vectors = spaceId === null ? null : await sampleVectors(db, spaceId, wanted);
  const layout = layoutOf(description);
  const basis = await engine.sketcher.learn(layout, regions, vectors && (await classifiers(vectors)));
  signal.throwIfAborted();
  const { hash: basisHash } = await db.blobs.put([basisToBytes(basis)]);
  const generation = current.generation + 1;
  await createSearchIndex(db, { encoderHash, generation, layout, basisHash, isReady: false });
  return true;
}

async function sampledRegions(
  { db, regions: store }: ServiceContext,
  { workId, model, current, signal }: Learning,
): Promise<Uint16Array[]> {
  const found: Uint16Array[] = [];
  const options = { priority: "bulk", owner: workId, signal, isIndexed: true } as const;
  // In memory that threads share, or each would have a copy of its own of what may be hundreds of megabytes.
  const copy = async (regions: Uint16Array) => {
    const own = new Uint16Array(new SharedArrayBuffer(regions.byteLength));
    own.set(regions);
    found.push(own);
  };
  const add = async (imageId: string) => {
    try {
      await patiently(() => store.withRegions(model, imageId, options, copy), signal);
    } catch (error) {
      if (!isRegionaryError(error) || !FINAL_CODES.has(error.code)) throw error;
    }
  };
  const ids = await sampleImages(db, current.id, LEARNED_IMAGES);
  await eachInFlight(ids, IN_FLIGHT, () => !signal.aborted, add);
  signal.throwIfAborted();
  return found;
}
