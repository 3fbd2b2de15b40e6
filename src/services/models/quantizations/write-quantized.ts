import path from "node:path";
import { RegionaryError } from "../../../errors";
import { measureProductRanges } from "../../../inference/checks/measure-product-ranges";
import { measureRanges } from "../../../inference/checks/measure-ranges";
import type { BackboneDescription } from "../../../model/description";
import { type WriteBody, writeInt8Backbone } from "../../../model/families/backbones/write-int8-backbone";
import type { ConvChain } from "../../../onnx/int8/conv-chain";
import { quantizedChain } from "../../../onnx/int8/quantized-chain";
import { readBody } from "../../../onnx/int8/read-body";
import type { BodyFile } from "../../../onnx/int8/read-conv-chain";
import { writeInt8Products } from "../../../onnx/int8/write-int8-products";
import { writeOnnxModel } from "../../../onnx/write/write-onnx-model";

/** A backbone's package, and its description. */
export interface WrittenBackbone {
  readonly directory: string;
  readonly description: BackboneDescription;
}

/**
 * Writes a backbone's package in 8 bits, with ranges from pictures, below a directory for temporary files. Throws
 * INVALID_BACKBONE where 8 bits would not make its body faster.
 */
export async function writeQuantized(
  source: WrittenBackbone,
  pictures: AsyncIterable<Float32Array>, // each [3, height, width]
  temporary: string,
): Promise<WrittenBackbone> {
  const body = bodyOf(source.description);
  const found = await readBody(source.directory, body);
  const writeBody =
    found.kind === "convolutions"
      ? await ofConvolutions(found.chain, pictures, temporary)
      : await ofProducts(found.onnxPath, body, pictures, temporary);
  const directory = path.join(temporary, "backbone");
  return { directory, description: await writeInt8Backbone(source, writeBody, directory) };
}

/** A backbone's first stage, in its package. */
export function bodyOf({ encode }: BackboneDescription): BodyFile {
  const { file, takes, gives } = encode[0]!;
  const [image, features] = [takes[0]!, gives[0]!];
  const imageShape = image.shape as [number, number, number];
  return { file, input: image.inFile, output: features.inFile, imageShape };
}

async function ofConvolutions(
  chain: ConvChain,
  pictures: AsyncIterable<Float32Array>,
  temporary: string,
): Promise<WriteBody> {
  const ranges = await measureRanges(chain, pictures, temporary);
  const graph = quantizedChain(chain, ranges);
  return (target) => writeOnnxModel({ ...target, graph, readParameter: noParameter });
}

async function ofProducts(
  onnxPath: string,
  { input, imageShape }: BodyFile,
  pictures: AsyncIterable<Float32Array>,
  temporary: string,
): Promise<WriteBody> {
  const picture = { inFile: input, shape: imageShape };
  const ranges = await measureProductRanges(onnxPath, picture, pictures, temporary);
  return (target) => writeInt8Products(onnxPath, ranges, target);
}

/** All weights of a quantized chain are constants of its graph. */
function noParameter(name: string): never {
  throw new RegionaryError("INVALID_BACKBONE", `A quantized body has no parameter "${name}".`);
}
