import { isRegionaryError } from "../../errors";
import type { ModelVersionRow } from "../../storage/models/model-versions";
import type { ServiceContext } from "../context";
import { regionsOfVectors } from "../regions/label-regions";
import { FINAL_CODES } from "./final-codes";
import type { OpenIndex } from "./index/open-index";
import { isNear } from "./near";
import { rescorer } from "./rescore-images";
import type { SearchPlan } from "./terms/plan-search";
import type { ResolvedTerm } from "./terms/resolved-term";
import { probabilityBy } from "./terms/term-lines";

interface NearSearch {
  /** Stands for the terms. */
  readonly key: string;
  readonly model: ModelVersionRow;
  readonly index: Pick<OpenIndex, "files">;
  readonly terms: readonly ResolvedTerm[];
  readonly near: SearchPlan["near"];
  /** By term, where people said that its label is not. */
  readonly absent: readonly (ReadonlySet<number> | null)[];
  /** The least probability of a label whose boxes count, where it has one. */
  readonly cut: number;
}

/**
 * Whether each condition holds in an image: by some box of one label and some box of the other. Null where its regions
 * cannot be had now.
 */
export function nearAcceptance(
  context: ServiceContext,
  { key, model, index, terms, near, absent, cut }: NearSearch,
): (position: number, signal?: AbortSignal) => Promise<boolean | null> {
  const places = [...new Set(near.flatMap(({ label, of }) => [label, of]))];
  const labels = places.map((place) => terms[place]!);
  const size = labels[0]!.vector!.length;
  const vectors = new Float32Array(labels.length * size);
  for (const [row, { vector }] of labels.entries()) vectors.set(vector!, row * size);
  const scoresOf = rescorer(context, { model, index, terms: labels, key }, []);

  return async (position, signal) => {
    if (places.some((place) => absent[place]?.has(position))) return false;
    const [imageId] = index.files.imageIds([position]) as [string];
    const scores = await scoresOf([position], signal);
    if (scores.some(Number.isNaN)) return null;
    if (labels.some(({ line }, row) => line && !(probabilityBy(line, scores[row]!)! >= cut))) return false;
    const regions = await regionsOfVectors(
      context,
      { model, imageId },
      { key, count: labels.length, vectors },
      labels.map((_, row) => row),
    ).catch((error: unknown) => {
      if (isRegionaryError(error) && FINAL_CODES.has(error.code)) return null; // deleted just now, perhaps
      throw error;
    });
    if (regions === null) return null;
    const boxesOf = new Map(places.map((place, row) => [place, regions[row]!.boxes]));
    return near.every(({ label, relation, of }) => isNear(relation, boxesOf.get(label)!, boxesOf.get(of)!));
  };
}
