import { buildGraph } from "../../src/graph/build-graph";
import { add } from "../../src/graph/operators/elementwise/add";
import { matMul } from "../../src/graph/operators/products/mat-mul";
import { linear } from "../../src/model/families/layers";
import type { TrainingGraph } from "../../src/model/families/training-graph";
import { logisticLoss } from "./logistic-loss";
import type { Labels } from "./scene-model";

/**
 * The baseline that BiAM is compared with: the features' mean over the picture, [N, F], mapped to the word
 * space by one linear map, and multiplied with the labels' vectors there.
 */
export function pooledBaseline(
  { features, wordSize, images }: { features: number; wordSize: number; images: number },
  { classes, vectors }: Labels,
): TrainingGraph {
  const g = buildGraph("pooled-baseline");
  const pooled = g.input("pooled", [images, features]);
  const words = linear(g, pooled, "baseline", { from: features, to: wordSize }); // [N, W]
  const columns = new Float32Array(vectors.length); // [W, C]
  vectors.forEach((value, place) => {
    columns[(place % wordSize) * classes + Math.floor(place / wordSize)] = value;
  });
  const similar = g.apply(matMul, [words, g.constant(columns, [wordSize, classes])], {}); // [N, C]
  const logits = g.apply(add, [similar, g.parameter("baseline.offset", [1])], {});
  const loss = logisticLoss(g, logits, g.input("isPositive", [images, classes]), "loss");
  return { graph: g.build([loss]), loss: loss.name, masks: [], statistics: new Map() };
}
