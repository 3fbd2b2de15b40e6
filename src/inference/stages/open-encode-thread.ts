import path from "node:path";
import type { BackboneDescription } from "../../model/description";
import { createLane } from "../../threads/lane";
import { type ChainInput, inOnePart } from "./chain-input";
import type { EncodeTasks } from "./encode-tasks";

/** Encode stages in a thread of their own, at a lower priority than all other work on this machine. */
export interface EncodeThread {
  /** What the stages make of the input, float32 by name, each [N, ...shape]. */
  values(input: ChainInput, wanted: readonly string[]): Promise<Readonly<Record<string, Float32Array>>>;
  close(): Promise<void>;
}

/** The stages of a description, whose files are in `directory`, on some threads of the CPU. */
export function openEncodeThread(
  { picture, encode }: BackboneDescription,
  directory: string,
  threads: number,
): EncodeThread {
  const lane = createLane<EncodeTasks>("training encode", path.join(__dirname, "encode-worker"));
  const model = {
    key: directory,
    runtime: { provider: "cpu", threads, place: "behindAll" } as const,
    maxBatch: 1,
    picture,
    stages: encode.map((stage) => ({ ...stage, file: path.join(directory, stage.file) })),
  };
  return {
    values: (given, wanted) => {
      const input = inOnePart(given);
      return lane.call("values", () => ({ value: { model, input, wanted }, transfer: [] }));
    },
    close: () => lane.close(),
  };
}
