import type { LabelRegionsObject } from "../../schema/regions/label-regions";
import { toGlobalId } from "../../services/global-id";
import { type LabelRegions, labelPositions } from "../../services/regions/label-regions";
import type { SearchPage } from "../../services/search/search-page";
import type { RequestContext } from "../request-context";
import type { FreeRegionKey, RegionKey } from "./load-regions";

type RegionOwner = Omit<RegionKey, "position">;

/** Where labels are, by their names. */
export async function regionsByName(
  context: RequestContext,
  { imageId, vocabularyId, modelVersionId }: RegionOwner,
  labels: readonly string[],
): Promise<LabelRegionsObject[]> {
  const positions = await labelPositions(context.services, vocabularyId, labels);
  return Promise.all(
    positions.map((position) => regionsOf(context, { imageId, vocabularyId, modelVersionId, position })),
  );
}

/** Where one label is. */
export async function regionsOf(
  { loaders, linkTo }: RequestContext,
  key: RegionKey,
): Promise<LabelRegionsObject> {
  const regions = await loaders.regions.load(key);
  const { modelVersionId, imageId, vocabularyId, position } = key;
  const place = vocabularyPlace(vocabularyId, position);
  return regionsObject(regions, linkTo(`${heatMaps(modelVersionId, imageId)}/${place}`));
}

/** Where a label is that came with the request: its heat map's address has the label itself. */
export async function freeRegionsOf(
  { loaders, linkTo }: RequestContext,
  { scored, position }: FreeRegionKey,
): Promise<LabelRegionsObject> {
  const regions = await loaders.freeRegions.load({ scored, position });
  const { model, imageId, labels } = scored;
  const [label, { prompt }] = [labels.labels[position]!, labels];
  return regionsObject(regions, linkTo(`${heatMaps(model.id, imageId)}/${freePlace(label, prompt)}`));
}

/** Where the labels are that a search looked for, in an image that it found. */
export async function foundRegionsOf(
  { loaders, linkTo }: RequestContext,
  page: Pick<SearchPage, "model" | "terms">,
  imageId: string,
): Promise<LabelRegionsObject[]> {
  const found = await loaders.foundRegions.load({ page, imageId });
  const directory = heatMaps(page.model.id, imageId);
  return found.map(({ term: { label, prompt, vocabularyId, position }, regions }) => {
    const place =
      vocabularyId === null ? freePlace(label!, prompt) : vocabularyPlace(vocabularyId, position!);
    return regionsObject(regions, linkTo(`${directory}/${place}`));
  });
}

const vocabularyPlace = (vocabularyId: string, position: number): string =>
  `${toGlobalId("Vocabulary", vocabularyId)}/${position}.png`;

function freePlace(label: string, prompt: string | null): string {
  const text = new URLSearchParams({ label });
  if (prompt !== null) text.set("prompt", prompt);
  return `label.png?${text}`;
}

const heatMaps = (modelVersionId: string, imageId: string): string =>
  `/heat-maps/${toGlobalId("ModelVersion", modelVersionId)}/${toGlobalId("Image", imageId)}`;

function regionsObject(
  { position, gridWidth, gridHeight, map, boxes }: LabelRegions,
  heatMapAddress: string,
): LabelRegionsObject {
  const cells = [...map];
  const scores = Array.from({ length: gridHeight }, (_, row) =>
    cells.slice(row * gridWidth, (row + 1) * gridWidth),
  );
  return { position, scores, peak: Math.max(...cells), boxes, heatMapAddress };
}
