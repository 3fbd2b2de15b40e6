import type { GraphBuilder } from "../../../src/graph/build-graph";
import type { Attributes, Operator } from "../../../src/graph/operator";
import { concat } from "../../../src/graph/operators/arrangement/concat";
import { gatherElements } from "../../../src/graph/operators/arrangement/gather-elements";
import { reshape } from "../../../src/graph/operators/arrangement/reshape";
import { transpose } from "../../../src/graph/operators/arrangement/transpose";
import { add } from "../../../src/graph/operators/elementwise/add";
import { div } from "../../../src/graph/operators/elementwise/div";
import { equal } from "../../../src/graph/operators/elementwise/equal";
import { leakyRelu } from "../../../src/graph/operators/elementwise/leaky-relu";
import { max } from "../../../src/graph/operators/elementwise/max";
import { mul } from "../../../src/graph/operators/elementwise/mul";
import { neg } from "../../../src/graph/operators/elementwise/neg";
import { relu } from "../../../src/graph/operators/elementwise/relu";
import { sigmoid } from "../../../src/graph/operators/elementwise/sigmoid";
import { softplus } from "../../../src/graph/operators/elementwise/softplus";
import { sqrt } from "../../../src/graph/operators/elementwise/sqrt";
import { sub } from "../../../src/graph/operators/elementwise/sub";
import { where } from "../../../src/graph/operators/elementwise/where";
import { conv } from "../../../src/graph/operators/products/conv";
import { gemm } from "../../../src/graph/operators/products/gemm";
import { matMul } from "../../../src/graph/operators/products/mat-mul";
import { maxPool } from "../../../src/graph/operators/products/max-pool";
import { reduceL2 } from "../../../src/graph/operators/reduction/reduce-l2";
import { reduceMean } from "../../../src/graph/operators/reduction/reduce-mean";
import { reduceSum } from "../../../src/graph/operators/reduction/reduce-sum";
import { softmax } from "../../../src/graph/operators/reduction/softmax";
import { topK } from "../../../src/graph/operators/reduction/top-k-operator";
import type { ValueSpec } from "../../../src/graph/tensor-type";
import { expectGradients } from "../../helpers/graph/expect-gradients";
import { randomTensor } from "../../helpers/graph/random-tensors";
import type { Tensor32 } from "../../helpers/graph/run-graph";

type Make = (g: GraphBuilder, values: ValueSpec[]) => ValueSpec;

/** Just the operator, on all the inputs in turn. */
function only<A extends Attributes>(operator: Operator<A>, attributes: A): Make {
  return (g, values) => g.apply(operator, values, attributes);
}

/** Between 1 and 3, for what is divided by or has a root. */
function positive(shape: readonly number[], seed: number): Tensor32 {
  const { data } = randomTensor(shape, seed);
  return { shape, data: data.map((x) => x + 2) };
}

const wide = { axes: [1, -1], keepdims: 1 } as const;
const narrow = { axes: [0, 2], keepdims: 0 } as const;
const three = { kernel_shape: [3, 3], pads: [1, 1, 1, 1] } as const;

describe("the gradient of every operator is the slope that central differences give:", () => {
  it.each<[string, (number[] | Tensor32)[], Make]>([
    [
      "Add",
      [
        [2, 3],
        [2, 3],
      ],
      only(add, {}),
    ],
    [
      "Add of operands stretched to each other",
      [[2, 1, 3], [4, 1], []],
      (g, [a, b, c]) => g.apply(add, [g.apply(add, [a!, b!], {}), c!], {}),
    ],
    ["Add of a value to itself", [[2, 3]], (g, [a]) => g.apply(add, [a!, a!], {})],
    ["Sub of operands stretched to each other", [[2, 1], [3]], only(sub, {})],
    ["Neg", [[5]], only(neg, {})],
    [
      "Mul of operands stretched to each other",
      [
        [2, 4, 1],
        [4, 3],
      ],
      only(mul, {}),
    ],
    ["Mul of a value with itself", [[2, 3]], (g, [a]) => g.apply(mul, [a!, a!], {})],
    ["Div of operands stretched to each other", [[2, 1, 3], positive([4, 1], 5)], only(div, {})],
    ["Sqrt", [positive([6], 3)], only(sqrt, {})],
    ["Max of operands stretched to each other", [[3, 4], [4]], only(max, {})],
    ["Relu", [[3, 5]], only(relu, {})],
    ["LeakyRelu", [[3, 5]], only(leakyRelu, { alpha: 0.2 })],
    ["Sigmoid", [[3, 5]], only(sigmoid, {})],
    ["Softplus", [[3, 5]], only(softplus, {})],
    ["Softmax along the last axis", [[2, 3, 4]], only(softmax, { axis: -1 })],
    ["Softmax along an axis before it", [[2, 3, 4]], only(softmax, { axis: 1 })],
    ["Reshape", [[2, 6]], only(reshape, { shape: [0, 3, -1] })],
    ["Transpose", [[2, 3, 4]], only(transpose, { perm: [2, 0, 1] })],
    [
      "Concat of three",
      [
        [2, 1, 2],
        [2, 3, 2],
        [2, 2, 2],
      ],
      only(concat, { axis: 1 }),
    ],
    ["ReduceSum that keeps axes", [[2, 3, 4]], only(reduceSum, wide)],
    ["ReduceSum that drops axes", [[2, 3, 4]], only(reduceSum, narrow)],
    ["ReduceMean that keeps axes", [[2, 3, 4]], only(reduceMean, wide)],
    ["ReduceMean that drops axes", [[2, 3, 4]], only(reduceMean, narrow)],
    ["ReduceL2 that keeps axes", [[2, 3, 4]], only(reduceL2, wide)],
    ["ReduceL2 that drops axes", [[2, 3, 4]], only(reduceL2, narrow)],
    [
      "MatMul of matrices",
      [
        [2, 3],
        [3, 4],
      ],
      only(matMul, {}),
    ],
    [
      "MatMul of stacks",
      [
        [2, 2, 3, 4],
        [2, 2, 4, 2],
      ],
      only(matMul, {}),
    ],
    [
      "MatMul of a stack with one matrix",
      [
        [2, 3, 4],
        [4, 5],
      ],
      only(matMul, {}),
    ],
    [
      "MatMul of one matrix with a stack",
      [
        [3, 4],
        [2, 4, 5],
      ],
      only(matMul, {}),
    ],
    ["Gemm", [[3, 4], [5, 4], [5]], only(gemm, { transB: 1 })],
    [
      "Conv of 1x1",
      [[2, 3, 2, 4], [4, 3, 1, 1], [4]],
      only(conv, { kernel_shape: [1, 1], pads: [0, 0, 0, 0] }),
    ],
    ["Conv of 3x3 that keeps the size", [[2, 2, 4, 3], [3, 2, 3, 3], [3]], only(conv, three)],
    [
      "Conv of 3x3 without padding",
      [[2, 2, 4, 5], [3, 2, 3, 3], [3]],
      only(conv, { kernel_shape: [3, 3], pads: [0, 0, 0, 0] }),
    ],
    [
      "Conv of an oblong kernel, padded unevenly",
      [[1, 2, 4, 5], [2, 2, 2, 3], [2]],
      only(conv, { kernel_shape: [2, 3], pads: [1, 0, 0, 2] }),
    ],
    ["MaxPool", [[2, 2, 5, 4]], only(maxPool, { kernel_shape: [2, 2], strides: [2, 2] })],
    [
      "MaxPool of windows that overlap",
      [[1, 2, 4, 5]],
      only(maxPool, { kernel_shape: [3, 2], strides: [1, 1] }),
    ],
    ["TopK", [[2, 3, 6]], only(topK, { k: [2], axis: -1 })],
    ["TopK along an axis before the last", [[5, 3]], only(topK, { k: [4], axis: 0 })],
    [
      "GatherElements that takes some places twice",
      [[2, 4]],
      (g, [x]) => g.apply(gatherElements, [x!, g.constant([3, 0, 3, 1, 1, 1], [2, 3], "int64")], { axis: 1 }),
    ],
    [
      "Where, of operands stretched to each other",
      [[3, 1], [4]],
      (g, [yes, no]) => {
        const isOne = g.apply(equal, [g.constant([1, 0, 1, 0, 1, 1], [2, 3, 1]), g.constant([1], [])], {});
        return g.apply(where, [isOne, yes!, no!], {});
      },
    ],
  ])("%s", async (_, given, make) => {
    const inputs = given.map((input, seed): [string, Tensor32] => [
      `input${seed}`,
      Array.isArray(input) ? randomTensor(input, seed + 1) : input,
    ]);
    await expectGradients(Object.fromEntries(inputs), (g, values) => make(g, Object.values(values)));
  });
});
