import { mutate } from "../../helpers/services/service-steps";
import { endedWork } from "../../helpers/services/work-steps";
import { type Furniture, furnish } from "../furnish";
import type { DrawnPicture } from "./draw-pictures";
import type { Product } from "./start-product";

/** What the pictures show beside what a furnished service has. */
export interface Filling extends Furniture {
  /** Of the drawn pictures, in their order. */
  readonly drawnIds: readonly string[];
  /** A training that is long enough to have curves. */
  readonly curvesId: string;
}

const ADDED = "... on AddedImages { results { __typename ... on AddedImage { image { id } } } }";

/** Puts in what somebody would have after a day: pictures in folders, tags, labels, an index, a training, evaluations. */
export async function fillProduct(product: Product, drawn: readonly DrawnPicture[]): Promise<Filling> {
  const has = await furnish(product);
  const images = drawn.map(({ name, bytes }, index) => ({
    source: { base64: bytes.toString("base64") },
    name,
    path: `${index % 3 === 0 ? "table" : "workshop"}/${name}`,
  }));
  const drawnIds: string[] = [];
  for (let start = 0; start < images.length; start += 20) {
    const { results } = await mutate(
      product,
      "addImages",
      { images: images.slice(start, start + 20) },
      ADDED,
    );
    drawnIds.push(...results.map(({ image }: { image: { id: string } }) => image.id));
  }
  await tag(product, drawn, drawnIds, "star", "stars");
  await tag(product, drawn, drawnIds, "heart", "favorites");
  await done(
    product,
    "predict",
    { filter: {}, vocabularyId: has.vocabularyId },
    "AcceptedPredictionBatch",
    "batch",
  );
  await done(product, "indexImages", {}, "AcceptedImageIndexing", "indexing");
  const curvesId = await trainLonger(product, has.benchmarkSetId);
  return { ...has, drawnIds, curvesId };
}

async function trainLonger(product: Product, benchmarkSetId: string): Promise<string> {
  const { data } = await product.query("{ activeModelVersion { backbone { id } } }");
  const input = {
    backboneId: data.activeModelVersion.backbone.id,
    benchmarkSetId,
    ...{ head: "LINEAR", epochs: 30, name: "shapes-30-epochs" },
  };
  return done(product, "trainModel", input, "AcceptedTraining", "training");
}

async function tag(
  product: Product,
  drawn: readonly DrawnPicture[],
  ids: readonly string[],
  word: string,
  tag: string,
): Promise<void> {
  const imageIds = ids.filter((_, index) => drawn[index]!.labels.some((label) => label.endsWith(word)));
  await mutate(product, "tagImages", { imageIds, tags: [tag] }, "");
}

/** Asks for some work, and waits until it is done; its id. */
async function done(
  product: Product,
  mutation: string,
  input: Record<string, unknown>,
  accepted: string,
  field: string,
): Promise<string> {
  const answer = await mutate(product, mutation, input, `... on ${accepted} { ${field} { id } }`);
  if (!answer[field]) throw new Error(`${mutation} answered ${JSON.stringify(answer)}`);
  await endedWork(product, answer[field].id);
  return answer[field].id;
}
