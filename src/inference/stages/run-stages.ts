import { type InferenceSession, Tensor } from "onnxruntime-node";
import { stagesFor } from "../../model/chain";
import type { Port, Stage } from "../../model/description";
import type { PictureInput } from "../../pictures/picture-input";
import { writeTensor } from "../../pictures/write-tensor";
import { fromFloat16 } from "../../tensor/float16";
import { elementCount } from "../../tensor/shape";
import { createReusedFloats } from "../../threads/reused-floats";
import type { Runtime } from "../sessions/open-session";
import { runSessionInto } from "../sessions/run-session";
import type { ChainParts } from "./chain-input";
import { rowsFor } from "./rows-for";

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

/** Values of a batch: rows `start` to `start + count`, with zeros after the last image. */
type Rows = (start: number, count: number) => Float32Array;

/** Memory that batches use one after another. */
export function createChainMemory(): ChainMemory {
  const parts = new Map<string, ReturnType<typeof createReusedFloats>>();
  return (name, length) => {
    const part = parts.get(name) ?? createReusedFloats();
    parts.set(name, part);
    return part(length);
  };
}

/**
 * Runs the stages that are needed to get some values of a batch from those that are given: the only loop over
 * stages. Each wanted value, [N, ...shape], is valid until the memory is used again.
 */
export async function runStages(
  chain: Chain,
  { count, values }: ChainParts,
  wanted: readonly string[],
  memory: ChainMemory,
): Promise<Record<string, Float32Array>> {
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
        ? pixelRows(parts, count, chain.picture!, memory)
        : numberRows(parts, count, mostRows, (length) => memory(`given ${name}`, length)),
    ]),
  );
  for (const { stage, rows, step } of plans) {
    const session = await chain.open(stage, step);
    const made = stage.gives.map((port) => {
      const size = elementCount(port.shape);
      const all = memory(`made ${port.name}`, mostRows * size).fill(0, count * size);
      return { port, all, rows: slices(all, size) };
    });
    for (let start = 0; start < rows; start += step) {
      const width = Math.min(step, rows - start);
      const feeds = Object.fromEntries(
        stage.takes.map((port) => [port.inFile, tensorOf(port, known.get(port.name)!(start, width), width)]),
      );
      const fetches = Object.fromEntries(
        made.map(({ port, rows: of }) => [port.inFile, tensorOf(port, of(start, width), width)]),
      );
      await runSessionInto(session, feeds, fetches);
    }
    for (const { port, rows: of } of made) if (!known.has(port.name)) known.set(port.name, of);
  }
  return Object.fromEntries(wanted.map((name) => [name, known.get(name)!(0, count)]));
}

/** Pictures as the first stage takes them, made into tensors only when they are read. */
function pixelRows(
  parts: readonly Uint8Array[], // [N, height, width, 3]
  count: number,
  picture: PictureInput,
  memory: ChainMemory,
): Rows {
  const size = lengthOf(parts) / count;
  const images = parts.flatMap((part) =>
    Array.from({ length: part.length / size }, (_, i) => part.subarray(i * size, (i + 1) * size)),
  );
  return (start, rows) => {
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

function slices(all: Float32Array, size: number): Rows {
  return (start, count) => all.subarray(start * size, (start + count) * size);
}

function tensorOf({ shape }: Port, rows: Float32Array, count: number): Tensor {
  return new Tensor("float32", rows, [count, ...shape]);
}
