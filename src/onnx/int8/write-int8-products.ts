import path from "node:path";
import { openRangedFile } from "../../files/ranged-file";
import { encodeNodeMessage, type NodeMessage, readNodeMessage } from "../read/node-message";
import { type OnnxOutline, readOnnxOutline } from "../read/onnx-outline";
import { lengthOf, type Piece, writePieces } from "../read/pieces";
import { lengthPrefix } from "../read/protobuf-fields";
import { copyInitializer } from "../write/copy-initializer";
import { createExternalFile } from "../write/external-file";
import { freshNames } from "../write/fresh-names";
import { findProducts, type Product } from "./find-products";
import { productGroups } from "./product-groups";
import type { ProductRanges } from "./product-ranges";
import { quantizeGroup } from "./quantize-group";
import { weightReader } from "./read-weights";
import { graphPieces, namesIn } from "./rewrite-graph";

const MODEL_GRAPH = 7;

/**
 * Writes a model again so that its products by weights are of 8 bits: `<stem>.onnx` and `<stem>.onnx.data`. An
 * input's channels are balanced and rounded to uint8 by the ranges that were measured, the same for every picture,
 * so that no picture's result depends on its neighbors in a batch; each column of the int8 weights has a scale of its
 * own. Sums are exact, but for processors that add pairs of products in 16 bits (AVX2 without VNNI): they may saturate,
 * which is one reason why a report counts for its kind of processor only. All else, and both ends, stay float32. One matrix is in memory at a time.
 */
export async function writeInt8Products(
  onnxPath: string,
  ranges: ProductRanges,
  { directory, stem }: { readonly directory: string; readonly stem: string },
): Promise<void> {
  const file = await openRangedFile(onnxPath, "INVALID_BACKBONE");
  const data = createExternalFile(path.join(directory, `${stem}.onnx.data`));
  try {
    const outline = await readOnnxOutline(file);
    const products = await findProducts(file, outline);
    const source = { file, directory: path.dirname(onnxPath) };
    const readWeight = weightReader(source, outline.tensors, new Map());
    const workshop = { readWeight, ranges, fresh: freshNames(namesIn(outline)), data };
    const tensors: Piece[] = [];
    const roundings = new Map<string, readonly NodeMessage[]>();
    const replacing = new Map<number, readonly NodeMessage[]>();
    for (const group of productGroups(products)) {
      const made = await quantizeGroup(group, products, workshop);
      tensors.push(...made.tensors);
      for (const [input, nodes] of made.roundings) roundings.set(input, nodes);
      for (const [place, nodes] of made.products) replacing.set(place, nodes);
    }
    const gone = weightsWithoutUse(outline, products);
    for (const tensor of outline.tensors.values())
      if (!gone.has(tensor.name)) tensors.push(...(await copyInitializer(source, tensor, data)));
    const nodes = replaced(outline, roundings, replacing);
    const graph = [...graphPieces(outline, nodes, gone), ...tensors];
    const pieces = [outline.modelFields, lengthPrefix(MODEL_GRAPH, lengthOf(graph)), ...graph];
    await writePieces(path.join(directory, `${stem}.onnx`), file, pieces);
  } finally {
    await data.close();
    await file.close();
  }
}

/** The nodes with products replaced; an input is rounded before the first product that takes it. */
function replaced(
  { nodes }: OnnxOutline,
  roundings: ReadonlyMap<string, readonly NodeMessage[]>,
  replacing: ReadonlyMap<number, readonly NodeMessage[]>,
): Buffer[] {
  const isRounded = new Set<string>();
  return nodes.flatMap(({ bytes }, place) => {
    const instead = replacing.get(place);
    if (!instead) return [bytes];
    const input = readNodeMessage(bytes).inputs[0]!;
    const before = isRounded.has(input) ? [] : roundings.get(input)!;
    isRounded.add(input);
    return [...before, ...instead].map(encodeNodeMessage);
  });
}

/** The weights that nothing but the products takes. */
function weightsWithoutUse({ nodes, outputs }: OnnxOutline, products: readonly Product[]): Set<string> {
  const places = new Set(products.map(({ place }) => place));
  const kept = new Set([
    ...nodes.flatMap(({ inputs }, place) => (places.has(place) ? [] : inputs)),
    ...outputs.map(({ name }) => name),
  ]);
  return new Set(products.map(({ weight }) => weight).filter((weight) => !kept.has(weight)));
}
