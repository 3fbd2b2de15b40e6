import { concat } from "../../../src/graph/operators/arrangement/concat";
import { expand } from "../../../src/graph/operators/arrangement/expand";
import { gather } from "../../../src/graph/operators/arrangement/gather";
import { gatherElements } from "../../../src/graph/operators/arrangement/gather-elements";
import { pad } from "../../../src/graph/operators/arrangement/pad";
import { reshape } from "../../../src/graph/operators/arrangement/reshape";
import { scatterElements } from "../../../src/graph/operators/arrangement/scatter-elements";
import { slice } from "../../../src/graph/operators/arrangement/slice";
import { transpose } from "../../../src/graph/operators/arrangement/transpose";
import { add } from "../../../src/graph/operators/elementwise/add";
import { equal } from "../../../src/graph/operators/elementwise/equal";
import { where } from "../../../src/graph/operators/elementwise/where";
import { batchNormalization } from "../../../src/graph/operators/products/batch-normalization";
import { conv } from "../../../src/graph/operators/products/conv";
import { gemm } from "../../../src/graph/operators/products/gemm";
import { matMul } from "../../../src/graph/operators/products/mat-mul";
import { maxPool } from "../../../src/graph/operators/products/max-pool";
import { dequantizeLinear } from "../../../src/graph/operators/quantized/dequantize-linear";
import { qLinearConv } from "../../../src/graph/operators/quantized/q-linear-conv";
import { quantizeLinear } from "../../../src/graph/operators/quantized/quantize-linear";
import { layerNormalization } from "../../../src/graph/operators/reduction/layer-normalization";
import { reduceMean } from "../../../src/graph/operators/reduction/reduce-mean";
import { softmax } from "../../../src/graph/operators/reduction/softmax";
import { topK } from "../../../src/graph/operators/reduction/top-k-operator";
import type { Shape, TensorType } from "../../../src/graph/tensor-type";

const float = (...shape: Shape): TensorType => ({ elementType: "float32", shape });
const bool = (...shape: Shape): TensorType => ({ elementType: "bool", shape });
const int8 = (...shape: Shape): TensorType => ({ elementType: "int8", shape });
const uint8 = (...shape: Shape): TensorType => ({ elementType: "uint8", shape });
const int32 = (...shape: Shape): TensorType => ({ elementType: "int32", shape });
/** QLinearConv's operands for 6 channels to 8, with weight scales and bias for `outer`. */
const quantized = (outer: number): TensorType[] => [
  ...[uint8("N", 6, 9, 9), float(), uint8(), int8(8, 6, 3, 3), float(outer), int8(outer)],
  ...[float(), uint8(), int32(8)],
];
const same = { kernel_shape: [3, 3], pads: [1, 1, 1, 1] } as const;

describe("an operator's result", () => {
  it("of Add is as wide as both operands together", () => {
    expect(add.inferShapes([float("N", 4, 1, 1), float(4, 5, 6)], {})).toEqual([float("N", 4, 5, 6)]);
  });

  it("of Equal is bool, and Where takes it", () => {
    expect(equal.inferShapes([float("N", 3), float()], {})).toEqual([bool("N", 3)]);
    expect(where.inferShapes([bool("N", 3), float(), float("N", 3)], {})).toEqual([float("N", 3)]);
  });

  it("of Conv keeps height and width with a padding of half the kernel", () => {
    expect(conv.inferShapes([float("N", 6, 14, 9), float(8, 6, 3, 3), float(8)], same)).toEqual([
      float("N", 8, 14, 9),
    ]);
  });

  it("of MaxPool leaves out a window that would cross the edge", () => {
    const attributes = { kernel_shape: [2, 2], strides: [2, 2] } as const;
    expect(maxPool.inferShapes([float("N", 8, 14, 7)], attributes)).toEqual([float("N", 8, 7, 3)]);
  });

  it("of MatMul has the rows of the left and the columns of the right, for each of the axes before", () => {
    expect(matMul.inferShapes([float("N", 8, 5, 4), float("N", 8, 4, 7)], {})).toEqual([float("N", 8, 5, 7)]);
    expect(matMul.inferShapes([float("N", 196, 512), float(512, "C")], {})).toEqual([float("N", 196, "C")]);
  });

  it("of Reshape keeps an axis for 0, and fills -1 with what is left", () => {
    expect(reshape.inferShapes([float("N", 8, 2, 3)], { shape: [0, 4, -1] })).toEqual([float("N", 4, 12)]);
  });

  it("of Reshape joins a symbol with numbers, and parts them again", () => {
    const joined = reshape.inferShapes([float("N", 4, 6)], { shape: [-1, 3] });
    expect(joined).toEqual([float("8*N", 3)]);
    expect(reshape.inferShapes(joined, { shape: [-1, 4, 6] })).toEqual([float("N", 4, 6)]);
    expect(reshape.inferShapes(joined, { shape: [-1, 2, 6] })).toEqual([float("2*N", 2, 6)]);
    expect(reshape.inferShapes(joined, { shape: [0, 1, 3] })).toEqual([float("8*N", 1, 3)]);
  });

  it("of Concat adds up the lengths along its axis", () => {
    expect(concat.inferShapes([float("N", 2, 5), float("N", 3, 5)], { axis: -2 })).toEqual([
      float("N", 5, 5),
    ]);
  });

  it("of a reduction keeps the reduced axes as 1, or drops them", () => {
    expect(reduceMean.inferShapes([float("N", 8, 2, 3)], { axes: [2, -1], keepdims: 1 })).toEqual([
      float("N", 8, 1, 1),
    ]);
    expect(reduceMean.inferShapes([float("N", 8, 2, 3)], { axes: [2, -1], keepdims: 0 })).toEqual([
      float("N", 8),
    ]);
  });

  it("of QuantizeLinear has its zero point's type, and DequantizeLinear gives float32 back", () => {
    expect(quantizeLinear.inferShapes([float("N", 3), float(), uint8()], {})).toEqual([uint8("N", 3)]);
    expect(dequantizeLinear.inferShapes([uint8("N", 3), float(), uint8()], {})).toEqual([float("N", 3)]);
  });

  it("of QLinearConv is 8 bits in the shape of Conv's, and MaxPool leaves it 8 bits", () => {
    const mapped = qLinearConv.inferShapes(quantized(8), same);
    expect(mapped).toEqual([uint8("N", 8, 9, 9)]);
    const halving = { kernel_shape: [2, 2], strides: [2, 2] } as const;
    expect(maxPool.inferShapes(mapped, halving)).toEqual([uint8("N", 8, 4, 4)]);
  });

  it("of Expand, Pad and Slice has the requested lengths", () => {
    expect(expand.inferShapes([float(2, 1)], { shape: [4, 2, 3] })).toEqual([float(4, 2, 3)]);
    expect(pad.inferShapes([float("N", 4)], { pads: [0, 1, 0, 2] })).toEqual([float("N", 7)]);
    const middle = { starts: [1], ends: [3], axes: [-1] };
    expect(slice.inferShapes([float("N", 4)], middle)).toEqual([float("N", 2)]);
  });

  it("of Gather has its positions' axes in place of the one that they point along", () => {
    const positions: TensorType = { elementType: "int64", shape: ["N", "T"] };
    expect(gather.inferShapes([float(100, 8), positions], { axis: 0 })).toEqual([float("N", "T", 8)]);
    const last: TensorType = { elementType: "int64", shape: [] };
    expect(gather.inferShapes([float("N", "T", 8), last], { axis: 1 })).toEqual([float("N", 8)]);
  });

  it("of LayerNormalization has its input's shape", () => {
    const norm = layerNormalization.inferShapes([float("N", "T", 8), float(8), float(8)], { epsilon: 1e-5 });
    expect(norm).toEqual([float("N", "T", 8)]);
  });

  it("of GatherElements has its positions' shape, of ScatterElements its data's", () => {
    const positions: TensorType = { elementType: "int64", shape: [2, 5] };
    expect(gatherElements.inferShapes([float(2, 9), positions], { axis: 1 })).toEqual([float(2, 5)]);
    const adding = { axis: 1, reduction: "add" } as const;
    expect(scatterElements.inferShapes([float(2, 9), positions, float(2, 5)], adding)).toEqual([float(2, 9)]);
  });

  it("of TopK is k values and k positions", () => {
    const positions = { elementType: "int64", shape: ["N", 6] };
    expect(topK.inferShapes([float("N", 9)], { k: [6], axis: -1 })).toEqual([float("N", 6), positions]);
  });
});

describe("an operator refuses, naming itself and the shapes:", () => {
  it.each<[string, () => unknown, string]>([
    [
      "Add of different lengths",
      () => add.inferShapes([float("N", 3), float("N", 4)], {}),
      "Add cannot take [N, 3] and [N, 4]: axis 1 is 3 in one and 4 in the other.",
    ],
    [
      "Add of different symbols",
      () => add.inferShapes([float("N"), float("C")], {}),
      "Add cannot take [N] and [C]: axis 0 is N in one and C in the other.",
    ],
    [
      "a wrong number of operands",
      () => add.inferShapes([float(3)], {}),
      "Add cannot take [3]: it takes 2 inputs and got 1.",
    ],
    [
      "Conv of other channels than its weight's",
      () => conv.inferShapes([float("N", 5, 9, 9), float(8, 6, 3, 3), float(8)], same),
      "Conv cannot take [N, 5, 9, 9] and [8, 6, 3, 3] and [8]: 5 channels do not match weights for 6.",
    ],
    [
      "Conv with a kernel of another size",
      () => conv.inferShapes([float("N", 6, 9, 9), float(8, 6, 1, 1), float(8)], same),
      "the weight must be a 3x3 kernel",
    ],
    [
      "Conv with a bias of another length",
      () => conv.inferShapes([float("N", 6, 9, 9), float(8, 6, 3, 3), float(6)], same),
      "one value for each of 8 channels",
    ],
    [
      "Conv over an unknown height",
      () => conv.inferShapes([float("N", 6, "H", 9), float(8, 6, 3, 3), float(8)], same),
      "height and width must be known",
    ],
    [
      "MaxPool of less than a window",
      () => maxPool.inferShapes([float(1, 1, 1, 4)], { kernel_shape: [2, 2], strides: [2, 2] }),
      "1 cells and 0 of padding hold no window of 2",
    ],
    [
      "QLinearConv without a scale for each output channel",
      () => qLinearConv.inferShapes(quantized(6), same),
      "each output channel must have a weight scale and zero point",
    ],
    [
      "DequantizeLinear of values whose zero point has another type",
      () => dequantizeLinear.inferShapes([uint8(3), float(), int8()], {}),
      "values of uint8 have no zero point of int8",
    ],
    [
      "MatMul of lengths that do not match",
      () => matMul.inferShapes([float("N", 5, 4), float(3, 7)], {}),
      "MatMul cannot take [N, 5, 4] and [3, 7]: 4 columns do not match 3 rows.",
    ],
    [
      "Gemm of lengths that do not match",
      () => gemm.inferShapes([float("N", 5), float(7, 4), float(7)], { transB: 1 }),
      "rows of length 5 do not match weights of length 4",
    ],
    [
      "Reshape to more elements",
      () => reshape.inferShapes([float("N", 6)], { shape: [0, 7] }),
      "Reshape cannot take [N, 6]: its elements do not fill [0, 7].",
    ],
    [
      "Reshape that loses a symbol",
      () => reshape.inferShapes([float("N", 6)], { shape: [6] }),
      "its elements do not fill [6]",
    ],
    [
      "Reshape with a remainder",
      () => reshape.inferShapes([float(6)], { shape: [4, -1] }),
      "its elements do not fill [4, -1]",
    ],
    [
      "Transpose that repeats an axis",
      () => transpose.inferShapes([float("N", 6)], { perm: [0, 0] }),
      "[0, 0] must be an order of its axes",
    ],
    [
      "Concat of tensors that differ elsewhere",
      () => concat.inferShapes([float(1, 2), float(3, 4)], { axis: 1 }),
      "[3, 4] differs in an axis other than 1",
    ],
    [
      "BatchNormalization of other channels",
      () =>
        batchNormalization.inferShapes([float("N", 4, 1, 1), float(4), float(4), float(4), float(5)], {
          epsilon: 0.001,
        }),
      "each statistic must have 4 channels",
    ],
    [
      "Softmax along an axis that is not there",
      () => softmax.inferShapes([float("N", 4)], { axis: 2 }),
      "Softmax cannot take [N, 4]: it has no axis 2.",
    ],
    [
      "TopK of more than there are",
      () => topK.inferShapes([float("N", 4)], { k: [5], axis: 1 }),
      "axis 1 has 4 values, so the 5 largest cannot be taken",
    ],
    [
      "Expand of a length that cannot be repeated to fill",
      () => expand.inferShapes([float(2)], { shape: [4] }),
      "Expand cannot take [2]",
    ],
    [
      "Slice beyond the end",
      () => slice.inferShapes([float(4)], { starts: [2], ends: [5], axes: [0] }),
      "Slice cannot take [4]: axis 0 has no cells from 2 to 5.",
    ],
    [
      "Pad of fewer axes than there are",
      () => pad.inferShapes([float(4, 4)], { pads: [1, 1] }),
      "[1, 1] must be a count before and after each axis",
    ],
    [
      "GatherElements with numbers for positions",
      () => gatherElements.inferShapes([float(2, 9), float(2, 5)], { axis: 1 }),
      "its positions must be int64, not float32",
    ],
    [
      "ScatterElements of more updates than positions",
      () =>
        scatterElements.inferShapes([float(9), { elementType: "int64", shape: [2] }, float(3)], {
          axis: 0,
          reduction: "none",
        }),
      "each update must have one position",
    ],
    [
      "Where with numbers for a condition",
      () => where.inferShapes([float(2), float(2), float(2)], {}),
      "its condition must be bool, not float32",
    ],
  ])("%s", (_, infer, message) => {
    expect(infer).toThrow(message);
  });
});
