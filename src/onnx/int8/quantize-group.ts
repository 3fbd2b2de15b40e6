import type { NodeMessage } from "../read/node-message";
import { FLOAT32 } from "../read/value-type";
import { castNode } from "../write/cast-node";
import type { ExternalFile } from "../write/external-file";
import { plainNode } from "../write/plain-node";
import { balanceChannels } from "./balance-channels";
import { encodeTensor } from "./encode-tensor";
import type { Product } from "./find-products";
import type { ProductGroup } from "./product-groups";
import type { ProductRanges } from "./product-ranges";
import { largestInRows, quantizeMatrix } from "./quantize-matrix";
import type { ReadWeight } from "./read-weights";
import { stepsOver } from "./steps-over";

interface Workshop {
  readonly readWeight: ReadWeight;
  readonly ranges: ProductRanges;
  /** Makes a name that the graph does not have. */
  readonly fresh: (name: string) => string;
  readonly data: ExternalFile;
}

/** A group in 8 bits: the constants, and how its inputs are rounded and its products computed. */
interface QuantizedGroup {
  readonly tensors: readonly Buffer[];
  /** By the input's name. */
  readonly roundings: ReadonlyMap<string, readonly NodeMessage[]>;
  /** By the product's place. */
  readonly products: ReadonlyMap<number, readonly NodeMessage[]>;
}

/** Puts products that share inputs or weights into 8 bits. */
export async function quantizeGroup(
  { inputs, weights, channels }: ProductGroup,
  products: readonly Product[],
  { readWeight, ranges, fresh, data }: Workshop,
): Promise<QuantizedGroup> {
  const tensors: Buffer[] = [];
  const constant = async (name: string, shape: number[], values: Float32Array | Uint8Array | Int8Array) => {
    const free = fresh(name);
    tensors.push(await encodeTensor(free, shape, values, data));
    return free;
  };
  const rows = new Float32Array(channels);
  for (const weight of weights) {
    const largest = largestInRows((await readWeight(weight)).data, channels);
    for (let i = 0; i < channels; i++) rows[i] = Math.max(rows[i]!, largest[i]!);
  }
  const divisors = balanceChannels(
    inputs.map((input) => ranges.get(input)!),
    rows,
  );
  const inverse = await constant(
    `${inputs[0]}/balance`,
    [channels],
    divisors.map((divisor) => 1 / divisor),
  );
  const rounded = new Map<string, { name: string; zero: string; scale: number }>();
  const roundings = new Map<string, NodeMessage[]>();
  for (const input of inputs) {
    const { scale, zero } = stepsOver(ranges.get(input)!, divisors);
    const steps = await constant(`${input}/scale`, [], Float32Array.of(scale));
    const zeroPoint = await constant(`${input}/zero`, [], Uint8Array.of(zero));
    const [balanced, name] = [fresh(`${input}/balanced`), fresh(`${input}/uint8`)];
    roundings.set(input, [
      plainNode("Mul", [input, inverse], [balanced]),
      plainNode("QuantizeLinear", [balanced, steps, zeroPoint], [name]),
    ]);
    rounded.set(input, { name, zero: zeroPoint, scale });
  }
  const made = new Map<number, NodeMessage[]>();
  for (const weight of weights) {
    const { data: matrix, shape } = await readWeight(weight);
    const { values, scales } = quantizeMatrix(matrix, divisors);
    const bits = await constant(`${weight}/int8`, [...shape], values);
    for (const { place, input, output, columns } of products.filter((one) => one.weight === weight)) {
      const { name, zero, scale } = rounded.get(input)!;
      const units = await constant(
        `${output}/unit`,
        [columns],
        scales.map((one) => one * scale),
      );
      const [sums, floats] = [fresh(`${output}/sums`), fresh(`${output}/floats`)];
      made.set(place, [
        plainNode("MatMulInteger", [name, bits, zero], [sums]),
        castNode(sums, floats, FLOAT32),
        plainNode("Mul", [floats, units], [output]),
      ]);
    }
  }
  return { tensors, roundings, products: made };
}
