import { RegionaryError } from "../../errors";
import type { VocabularyVectors } from "../../inference/stages/score-on-lane";
import { positionsOf } from "../../model/chain";
import type { Grid } from "../../model/description";
import { type Area, fitPicture } from "../../pictures/fit-picture";
import { mapFloor } from "../../pictures/map-floor";
import { regionBoxes } from "../../pictures/region-boxes";
import type { ModelVersionRow } from "../../storage/models/model-versions";
import { findLabelsByName } from "../../storage/vocabularies/vocabularies";
import type { ServiceContext } from "../context";
import { findImage } from "../find-by-id";

export const MAX_REGION_LABELS = 100;

export interface LabelRegions {
  /** The label's position in the vocabulary. */
  readonly position: number;
  readonly gridWidth: number;
  readonly gridHeight: number;
  /** The label's response at each position, row by row: [gridHeight * gridWidth]. */
  readonly map: Float32Array;
  /** The response above which the label counts as present here. */
  readonly zero: number;
  /** The part of the picture that the map covers, in its pixels; the model has not seen the rest. */
  readonly seen: Area;
  readonly boxes: ReturnType<typeof regionBoxes>;
}

export interface RegionRequest {
  readonly model: ModelVersionRow;
  readonly imageId: string;
  readonly vocabularyId: string;
}

/** Where labels are in an image, by a model version; the image is encoded again if it is not cached anymore. */
export async function labelRegions(
  context: ServiceContext,
  { model, imageId, vocabularyId }: RegionRequest,
  positions: readonly number[],
): Promise<LabelRegions[]> {
  checkCount(positions);
  const vocabulary = await context.vocabularies.byId(vocabularyId);
  for (const position of positions) {
    if (Number.isInteger(position) && position >= 0 && position < vocabulary.labelCount) continue;
    throw new RegionaryError(
      "NOT_FOUND",
      `The vocabulary "${vocabulary.name}" has no label at position ${position}.`,
    );
  }
  const vectors = await context.vectorsFor(vocabulary, model);
  return regionsOfVectors(context, { model, imageId }, vectors, positions);
}

/** The same by vectors that a caller has, for some of them. */
export async function regionsOfVectors(
  context: Pick<ServiceContext, "db" | "regions" | "models">,
  { model, imageId }: Pick<RegionRequest, "model" | "imageId">,
  { vectors, count }: VocabularyVectors,
  positions: readonly number[],
): Promise<LabelRegions[]> {
  const image = await findImage(context.db, imageId);
  const [regions, loaded] = await Promise.all([
    context.regions.regionsOf(model, imageId),
    context.models.loaded(model),
  ]);
  const size = vectors.length / count;
  const wanted = new Float32Array(positions.length * size);
  for (const [row, position] of positions.entries()) {
    wanted.set(vectors.subarray(position * size, (position + 1) * size), row * size);
  }
  const { grid, score, picture } = model.description;
  const { seen } = fitPicture(picture, image);
  const maps = await loaded.maps(regions, wanted); // [P, L]
  return positions.map((position, column) => {
    const map = columnOf(maps, column, positions.length, grid);
    const zero = score.cut ? mapFloor(map, score.cut.contrast) : score.zero;
    const boxes = regionBoxes(map, grid, seen, zero);
    return { position, gridWidth: grid.width, gridHeight: grid.height, map, zero, seen, boxes };
  });
}

function checkCount({ length }: readonly unknown[]): void {
  if (length >= 1 && length <= MAX_REGION_LABELS) return;
  throw new RegionaryError(
    "INVALID_INPUT",
    `Ask for 1 to ${MAX_REGION_LABELS} labels of a vocabulary at a time; got ${length}.`,
  );
}

function columnOf(maps: Float32Array, column: number, columns: number, grid: Grid): Float32Array {
  return Float32Array.from({ length: positionsOf(grid) }, (_, cell) => maps[cell * columns + column]!);
}

/** The positions of 1 to 100 labels by name, in the order asked; NOT_FOUND names those that are not in the vocabulary. */
export async function labelPositions(
  { db, vocabularies }: ServiceContext,
  vocabularyId: string,
  labels: readonly string[],
): Promise<number[]> {
  checkCount(labels);
  const found = new Map(
    (await findLabelsByName(db, vocabularyId, labels)).map((row) => [row.label, row.position]),
  );
  const missing = labels.filter((label) => !found.has(label));
  if (missing.length > 0) {
    await vocabularies.byId(vocabularyId); // that may be what is missing
    throw new RegionaryError(
      "NOT_FOUND",
      `Not in the vocabulary: ${missing.map((label) => `"${label}"`).join(", ")}.`,
    );
  }
  return labels.map((label) => found.get(label)!);
}
