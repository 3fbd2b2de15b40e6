import path from "node:path";
import type { Provider } from "../../src/inference/providers/providers";
import { createSessionShelf } from "../../src/inference/sessions/session-shelf";
import type { Precision } from "../../src/inference/stages/encode-layout";
import { float16Stages } from "../../src/inference/stages/float16-stages";
import { joinedStages } from "../../src/inference/stages/joined-stages";
import { rowsOfSession } from "../../src/inference/stages/rows-for";
import { createChainMemory, runStages, runStagesToFloats } from "../../src/inference/stages/run-stages";
import type { Stage } from "../../src/model/description";
import type { BenchModel } from "../workplace";

/** The encode stages of a model on a provider, on this thread, by the service's own loop. */
interface EncodeHere {
  /** Regions [N, rows, R] of pictures [N, height, width, 3], as the stages give them; valid until the next call. */
  regions(pixels: Uint8Array, count: number): Promise<Float32Array | Uint16Array>;
  /** The same in float32. */
  floats(pixels: Uint8Array, count: number): Promise<Float32Array>;
  close(): Promise<void>;
}

/** How they run: joined from bytes to halves, or stage by stage from float32 to float32. */
export interface EncodeWay {
  readonly provider: Provider;
  readonly precision: Precision;
  readonly isJoined: boolean;
  readonly maxBatch: number;
  readonly threads?: number;
}

export async function encodeHere(
  { name, description, directory }: BenchModel,
  { provider, precision, isJoined, maxBatch, threads = 1 }: EncodeWay,
): Promise<EncodeHere> {
  const { picture } = description;
  const staged = description.encode.map((stage) => ({ ...stage, file: path.resolve(directory, stage.file) }));
  const kept = path.join(directory, isJoined ? `${name}-joined` : `${name}-staged`);
  const float32 = isJoined ? await joinedStages(staged, picture, kept) : staged;
  const stages =
    precision === "float32" ? float32 : float32 && (await float16Stages(float32, `${kept}-halves`));
  if (!stages) throw new Error(`${name} cannot be ${isJoined ? "joined" : "made"} in ${precision}`);
  const runtime = { provider, threads };
  const shelf = createSessionShelf(1);
  const open = (stage: Stage, rows: number) =>
    shelf.get({ key: name, runtime }, stage.file, rowsOfSession(stage, { runtime, maxBatch }, rows));
  const memory = createChainMemory();
  const chain = { stages, runtime, maxBatch, picture, open };
  const input = (pixels: Uint8Array, count: number) => ({ count, values: { image: [pixels] } });
  return {
    async regions(pixels, count) {
      return (await runStages(chain, input(pixels, count), ["regions"], memory)).regions!;
    },
    async floats(pixels, count) {
      return (await runStagesToFloats(chain, input(pixels, count), ["regions"], memory)).regions!;
    },
    close: () => shelf.dropAll(),
  };
}

/** Pictures of noise [N, height, width, 3]. */
export function noisePictures(
  { description }: BenchModel,
  count: number,
): { pixels: Uint8Array; size: number } {
  const size = description.picture.height * description.picture.width * 3;
  return { size, pixels: Uint8Array.from({ length: count * size }, () => 256 * Math.random()) };
}
