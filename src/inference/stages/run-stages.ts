import type { InferenceSession } from "onnxruntime-node";
import { stagesFor } from "../../model/chain";
import type { Stage } from "../../model/description";
import type { PictureInput } from "../../pictures/picture-input";
import { writeTensor } from "../../pictures/write-tensor";
import { fromFloat16 } from "../../tensor/float16";
import { elementCount } from "../../tensor/shape";
import { createReusedFloats } from "../../threads/reused-floats";
import type { Runtime } from "../sessions/open-session";
import { runSessionInto } from "../sessions/run-session";
import type { ChainParts } from "./chain-input";
import { rowsFor } from "./rows-for";
import { elementTypeOf, type TensorData, tensorOf, viewOf } from "./typed-tensors";

/** A chain of stages, and how they run. */
export interface Chain {
  readonly stages: readonly Stage[];
  readonly runtime: Runtime;
  /** The most pictures at once on the CPU; the cap up to which batches are padded on a GPU. */
  readonly maxBatch: number;
  /** How pictures become tensors; null for a chain that begins with the values of earlier stages. */
  readonly picture: PictureInput | null;
  /** Opens a stage's file for so many rows at a time; called for each stage just before it runs. */
  readonly open: (stage: Stage, rows: number) => Promise<InferenceSession>;
}

type Floats = Float32Array<ArrayBuffer>;
/** Memory for this many numbers; the memory of one name is used again and again. */
type ChainMemory = (name: string, length: number) => Floats;

/** Values of a batch: rows `start` to `start + count`, with zeros after the last image. Pictures also as bytes. */
type Rows = (start: number, count: number, asBytes: boolean) => TensorData;

/** Memory that batches use one after another. */
export function createChainMemory(): ChainMemory {
  const parts = new Map<string, ReturnType<typeof createReusedFloats>>();
  return (name, length) => {
    const part = parts.get(name) ?? createReusedFloats();
    parts.set(name, part);
    return part(length);
  };
}

/** What `runStages` gives, in float32 whatever the stages give. */
export async function runStagesToFloats(
  chain: Chain,
  input: ChainParts,
  wanted: readonly string[],
  memory: ChainMemory,
): Promise<Record<string, Float32Array>> {
  const made = Object.entries(await runStages(chain, input, wanted, memory)).map(([name, values]) => [
    name,
    values instanceof Uint16Array ? fromFloat16(values, memory(`floats ${name}`, values.length)) : values,
  ]);
  return Object.fromEntries(made);
}

/**
 * Runs the stages that are needed to get some values of a batch from those that are given: the only loop over
 * stages. Each wanted value, [N, ...shape], is valid until the memory is used again; it is float32, or the bits of
 * float16 where its stage gives that.
 */
export async function runStages(
  chain: Chain,
  { count, values }: ChainParts,
  wanted: readonly string[],
  memory: ChainMemory,
): Promise<Record<string, Float32Array | Uint16Array>> {
  const stages = stagesFor(chain.stages, Object.keys(values), wanted);
  const plans = stages.map((stage) => ({
    stage,
    ...rowsFor(stage, chain.runtime, chain.maxBatch, count),
  }));
  const mostRows = Math.max(count, ...plans.map(({ rows }) => rows));
  const known = new Map<string, Rows>(
    Object.entries(values).map(([name, parts]) => [
      name,
      isPixels(parts)
        ? pixelRows(parts, count, mostRows, chain.picture!, memory)
        : numberRows(parts, count, mostRows, (length) => memory(`given ${name}`, length)),
    ]),
  );
  for (const { stage, rows, step } of plans) {
    const session = await chain.open(stage, step);
    const taken = stage.takes.map((port) => ({
      port,
      type: elementTypeOf(session.inputMetadata, port.inFile),
    }));
    const made = stage.gives.map((port) => {
      const type = elementTypeOf(session.outputMetadata, port.inFile);
      const size = elementCount(port.shape);
      const length = mostRows * size;
      const all = viewOf(type, (floats) => memory(`made ${port.name}`, floats), length).fill(0, count * size);
      return { port, type, rows: slices(all, size) };
    });
    for (let start = 0; start < rows; start += step) {
      const width = Math.min(step, rows - start);
      const feeds = Object.fromEntries(
        taken.map(({ port, type }) => {
          const values = known.get(port.name)!(start, width, type === "uint8");
          return [port.inFile, tensorOf(type, port, values, width)];
        }),
      );
      const fetches = Object.fromEntries(
        made.map(({ port, type, rows: of }) => [
          port.inFile,
          tensorOf(type, port, of(start, width, false), width),
        ]),
      );
      await runSessionInto(session, feeds, fetches);
    }
    for (const { port, rows: of } of made) if (!known.has(port.name)) known.set(port.name, of);
  }
  return Object.fromEntries(
    wanted.map((name) => [name, known.get(name)!(0, count, false) as Float32Array | Uint16Array]),
  );
}

/** Pictures as the first stage takes them, made into tensors only when they are read. */
function pixelRows(
  parts: readonly Uint8Array[], // [N, height, width, 3]
  count: number,
  mostRows: number,
  picture: PictureInput,
  memory: ChainMemory,
): Rows {
  const size = lengthOf(parts) / count;
  const images = parts.flatMap((part) =>
    Array.from({ length: part.length / size }, (_, i) => part.subarray(i * size, (i + 1) * size)),
  );
  const asBytes = () => {
    const all = viewOf("uint8", (floats) => memory("bytes", floats), mostRows * size).fill(0, count * size);
    for (const [i, pixels] of images.entries()) all.set(pixels, i * size);
    return all;
  };
  return (start, rows, wantsBytes) => {
    if (wantsBytes) return slices(asBytes(), size)(start, rows, true);
    const some = images.slice(start, start + rows);
    const tensor = memory("tensor", rows * size).fill(0, some.length * size);
    for (const [i, pixels] of some.entries()) writeTensor(pixels, picture, tensor, i * size);
    return tensor;
  };
}

/** Numbers of `count` images with zeros up to `rows`; they are copied only if their form is different. */
function numberRows(parts: Parts, count: number, rows: number, memory: (length: number) => Floats): Rows {
  const length = lengthOf(parts);
  const size = length / count;
  const [whole] = parts;
  if (
    parts.length === 1 &&
    whole instanceof Float32Array &&
    whole.buffer instanceof ArrayBuffer &&
    rows === count
  )
    return slices(whole, size);
  const all = memory(rows * size).fill(0, length);
  let at = 0;
  for (const part of parts) {
    const target = all.subarray(at, at + part.length);
    if (part instanceof Uint16Array) fromFloat16(part, target);
    else target.set(part);
    at += part.length;
  }
  return slices(all, size);
}

type Parts = ChainParts["values"][string];

function isPixels(parts: Parts): parts is readonly Uint8Array[] {
  return parts[0] instanceof Uint8Array;
}

function lengthOf(parts: Parts): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}

function slices(all: TensorData, size: number): Rows {
  return (start, count) => all.subarray(start * size, (start + count) * size);
}
