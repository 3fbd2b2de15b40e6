import { onnxIrVersion, onnxOpset } from "../../../src/onnx/write/encode-graph";
import {
  encodeOnnxModel,
  type OnnxValueInfo,
  onnxAttributeType,
  onnxElementType,
} from "../../../src/onnx/write/onnx-messages";
import { CELLS } from "./made-images";
import { REGION_SIZE } from "./made-spectrum";

const FLOAT16 = 10;

/**
 * From what is in the cells of N images to their regions: thing x gain + noise, rounded to float16; to the regions' mean;
 * and to the scores of C classifiers, the mean of the `topRegions` best responses. What the tables hold are inputs.
 */
export function madeGraph(topRegions: number): Uint8Array {
  const { float32, int64 } = onnxElementType;
  const node = (opType: string, input: string[], output: string, attribute: object[] = []) => ({
    ...{ opType, input, output: output.split(" "), name: output, attribute },
  });
  const int = (name: string, i: number) => ({ name, type: onnxAttributeType.int, i });
  const ints = (name: string, values: number[]) => ({ name, type: onnxAttributeType.ints, ints: values });
  const axis = (name: string, value: number) => ({
    ...{ name, dims: [1], dataType: int64, rawData: new Uint8Array(BigInt64Array.of(BigInt(value)).buffer) },
  });
  return encodeOnnxModel({
    irVersion: onnxIrVersion,
    producerName: "regionary bench",
    opsetImport: [{ domain: "", version: onnxOpset }],
    graph: {
      name: "made-regions",
      initializer: [axis("cells", 1), axis("last", 2), axis("k", topRegions)],
      input: [
        value("things", float32, ["K", REGION_SIZE]),
        value("noises", float32, ["M", REGION_SIZE]),
        value("thing", int64, ["N", CELLS]),
        value("gain", float32, ["N", CELLS, 1]),
        value("noise", int64, ["N", CELLS]),
        value("classifiers", float32, ["C", REGION_SIZE]),
      ],
      node: [
        node("Gather", ["things", "thing"], "shown"),
        node("Gather", ["noises", "noise"], "own"),
        node("Mul", ["shown", "gain"], "scaled"),
        node("Add", ["scaled", "own"], "exact"),
        node("Cast", ["exact"], "regions", [int("to", FLOAT16)]),
        node("Cast", ["regions"], "floats", [int("to", float32)]),
        node("ReduceMean", ["floats", "cells"], "means", [int("keepdims", 0)]),
        node("Transpose", ["classifiers"], "columns", [ints("perm", [1, 0])]),
        node("MatMul", ["floats", "columns"], "responses"), // [N, CELLS, C]
        node("Transpose", ["responses"], "byClass", [ints("perm", [0, 2, 1])]),
        node("TopK", ["byClass", "k"], "best places", [int("axis", -1)]),
        node("ReduceMean", ["best", "last"], "scores", [int("keepdims", 0)]),
      ],
      output: [
        value("regions", FLOAT16, ["N", CELLS, REGION_SIZE]),
        value("floats", float32, ["N", CELLS, REGION_SIZE]),
        value("means", float32, ["N", REGION_SIZE]),
        value("scores", float32, ["N", "C"]),
      ],
    },
  });
}

function value(name: string, elemType: number, shape: readonly (number | string)[]): OnnxValueInfo {
  const dim = shape.map((length) =>
    typeof length === "number" ? { dimValue: length } : { dimParam: length },
  );
  return { name, type: { tensorType: { elemType, shape: { dim } } } };
}
