import type { SubmitOptions } from "../../../batcher/batcher-options";
import { positionsOf, rowsOf } from "../../../model/chain";
import { projectClassifier } from "../../../search/sketch/project-classifier";
import { findImages, type ImageRow } from "../../../storage/images/images";
import type { ModelVersionRow } from "../../../storage/models/model-versions";
import { fromFloat16 } from "../../../tensor/float16";
import { topK } from "../../../tensor/top-k";
import type { ServiceContext } from "../../context";
import type { OpenIndex } from "../index/open-index";
import { regionsFor } from "../index/regions-for";
import { imageLikeness, type Likeness } from "./image-likeness";

/** Images that are compared by their regions: those whose sketches are most like. */
const COMPARED = 200;
/** Of them, those that may be encoded again because their regions were let go. */
const MOST_ENCODED = 32;

/** An image, and how like another it is by the regions of one model. */
export interface SimilarImage extends Likeness {
  readonly image: ImageRow;
}

/**
 * The indexed images that are most like an image by the active model, without itself: as sketches say, and by how much
 * as regions do. NOT_FOUND if it is not stored.
 */
export function similarImages(
  context: ServiceContext,
  imageId: string,
  urgency: SubmitOptions = {},
): Promise<SimilarImage[]> {
  return context.searches.inTurn(() => findSimilar(context, imageId, urgency), urgency);
}

async function findSimilar(
  context: ServiceContext,
  imageId: string,
  urgency: SubmitOptions,
): Promise<SimilarImage[]> {
  const model = await context.models.active();
  const { description } = model;
  const own = (await context.regions.regionsOf(model, imageId, urgency)).slice();
  const index = await context.indexes.open(model);
  if (index.missing > 0) void context.indexes.startIndexing(model);
  const likeness = await sketchedLikeness(context, model, index, own, urgency);
  const positions = topK(likeness, COMPARED).filter((position) => !Number.isNaN(likeness[position]!));
  if (positions.length === 0) return [];
  const imageIds = index.files.imageIds(positions);
  const images = new Map((await findImages(context.db, imageIds)).map((image) => [image.id, image]));
  const found = await regionsFor(context, index, model, positions, {
    ...urgency,
    encodeAtMost: MOST_ENCODED,
  });
  const length = rowsOf(description) * description.grid.regionSize;
  const similar = imageIds.flatMap((id, row) => {
    const image = images.get(id);
    if (id === imageId || !image || found.missing.includes(row)) return [];
    const regions = found.regions.subarray(row * length, (row + 1) * length);
    return [{ image, ...imageLikeness(description, own, regions) }];
  });
  found.giveBack();
  return similar;
}

/**
 * By position, how far what an image shows as a whole goes in the direction in which another differs from all; NaN for
 * deleted images.
 */
async function sketchedLikeness(
  { scanner }: Pick<ServiceContext, "scanner">,
  { description }: ModelVersionRow,
  index: OpenIndex,
  own: Uint16Array,
  { signal }: SubmitOptions,
): Promise<Float32Array> {
  const { grid, score } = description;
  const { center } = index.basis;
  const direction = shownBy(description, own).map((value, dim) => value - center[dim]!);
  const isOfWhole = score.whole !== null;
  const [bounds] = await scanner.scan(
    index.files,
    index.layout,
    [projectClassifier(index.basis, direction)],
    // Of all regions alike, or of the row of the whole alone.
    { topRegions: positionsOf(grid), share: isOfWhole ? 1 : null, bias: 0, to: index.count, signal },
  );
  const likeness = bounds!.estimate.slice();
  for (const position of index.deleted) likeness[position] = Number.NaN;
  return likeness;
}

/** The row of the whole, or the mean of all regions [R]. */
function shownBy({ grid, score }: ModelVersionRow["description"], regions: Uint16Array): Float32Array {
  const [size, cells] = [grid.regionSize, positionsOf(grid)];
  if (score.whole) return fromFloat16(regions.subarray(cells * size));
  const rows = fromFloat16(regions);
  return Float32Array.from({ length: size }, (_, dim) => {
    let sum = 0;
    for (let cell = 0; cell < cells; cell++) sum += rows[cell * size + dim]!;
    return sum / cells;
  });
}
