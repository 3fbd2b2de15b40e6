import { copyFile, mkdir } from "node:fs/promises";
import path from "node:path";
import { buildGraph } from "../../../src/graph/build-graph";
import type { Graph } from "../../../src/graph/graph";
import { gather } from "../../../src/graph/operators/arrangement/gather";
import { add } from "../../../src/graph/operators/elementwise/add";
import { div } from "../../../src/graph/operators/elementwise/div";
import { matMul } from "../../../src/graph/operators/products/mat-mul";
import { reduceL2 } from "../../../src/graph/operators/reduction/reduce-l2";
import { reduceMean } from "../../../src/graph/operators/reduction/reduce-mean";
import type { TextEncoder } from "../../../src/model/text-encoder";
import { writeOnnxModel } from "../../../src/onnx/write/write-onnx-model";
import { openTokenizer } from "../../../src/text/open-tokenizer";
import { randomParameters } from "../graph/random-tensors";
import { sourceOf, type Tensor32 } from "../graph/run-graph";

/** TIPS' kind of tokenizer, with 1,000 pieces: a text has as many tokens as its words have pieces. */
const tokenizerFile = path.join(__dirname, "../../fixtures/region-text/tips-tokenizer.model");
const tokens = 1_000;
const width = 24;

export const tinyTextEncoder: TextEncoder = {
  graph: "text.onnx",
  tokenizer: { kind: "tips", file: "tokenizer.model" },
  maxTokens: 12,
  dimensions: 8,
};

/** A text's vector: the mean of its tokens' rows, each with that of its position added, times a matrix, at length 1. */
function tinyTextTower(): Graph {
  const g = buildGraph("tiny-text");
  const ids = g.input("ids", ["N", "T"], "int64");
  const positions = g.input("positions", ["T"], "int64");
  const words = g.apply(gather, [g.parameter("words", [tokens, width]), ids], { axis: 0 });
  const places = g.parameter("places", [tinyTextEncoder.maxTokens, width]);
  const summed = g.apply(add, [words, g.apply(gather, [places, positions], { axis: 0 })], {});
  const mean = g.apply(reduceMean, [summed], { axes: [1], keepdims: 0 }); // [N, width]
  const mapped = g.apply(matMul, [mean, g.parameter("out", [width, tinyTextEncoder.dimensions])], {});
  const length = g.apply(reduceL2, [mapped], { axes: [1], keepdims: 1 });
  return g.build([g.apply(div, [mapped, length], {}, "text")]);
}

const weights = (seed: number): Map<string, Tensor32> => randomParameters(tinyTextTower(), seed);

/** Writes the package of a tiny text tower; another seed has other weights. */
export async function writeTinyTextTower(directory: string, seed = 1): Promise<void> {
  await mkdir(directory, { recursive: true });
  const parameters = weights(seed);
  const readParameter = (name: string) => sourceOf(parameters.get(name)!);
  await writeOnnxModel({ graph: tinyTextTower(), directory, stem: "text", readParameter });
  await copyFile(tokenizerFile, path.join(directory, tinyTextEncoder.tokenizer.file));
}

/** The vectors of texts as that tower gives them, computed here in double precision. */
export async function tinyTextVectors(texts: readonly string[], seed = 1): Promise<number[][]> {
  const { maxTokens, dimensions } = tinyTextEncoder;
  const tokenizer = await openTokenizer({ kind: "tips", file: tokenizerFile, maxTokens });
  const [words, places, out] = ["words", "places", "out"].map((name) => weights(seed).get(name)!.data) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  return texts.map((text) => {
    const ids = tokenizer.encode(text);
    const mean = Array.from({ length: width }, (_, column) =>
      ids.reduce((sum, id, at) => sum + words[id * width + column]! + places[at * width + column]!, 0),
    ).map((sum) => sum / ids.length);
    const mapped = Array.from({ length: dimensions }, (_, column) =>
      mean.reduce((sum, value, row) => sum + value * out[row * dimensions + column]!, 0),
    );
    return unit(mapped);
  });
}

/** A vector at length 1. */
export function unit(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
