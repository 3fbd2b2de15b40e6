import path from "node:path";
import type { TextEncoder } from "../../model/text-encoder";
import type { Provider } from "../providers/providers";
import type { TextModel } from "../stages/text-tasks";

/** A text tower and where its files are; the key stands for their content. */
export interface TextTower {
  readonly key: string;
  readonly directory: string;
  readonly encoder: TextEncoder;
}

/**
 * A text tower as the text lane opens it. On the CPU it has as many threads as the encode stages, at the same low
 * priority: labels are encoded once and then kept, so mostly it has the cores to itself, and waiting threads sleep. TensorRT
 * would build an engine for each of a text's many lengths; CUDA, which it stands on, does not.
 */
export function textModelOf(
  { key, directory, encoder }: TextTower,
  { provider, threads, gpus }: { provider: Provider; threads: number; gpus: readonly number[] },
): TextModel {
  return {
    key,
    runtime: {
      provider: provider === "tensorrt" ? "cuda" : provider,
      threads,
      gpu: gpus[0]!,
      place: provider === "cpu" ? "behindRequests" : null,
    },
    encoder,
    graphFile: path.join(directory, encoder.graph),
    tokenizerFile: path.join(directory, encoder.tokenizer.file),
  };
}
