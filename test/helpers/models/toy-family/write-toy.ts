import path from "node:path";
import { writeSafetensors } from "../safetensors-bytes";

/** Writes a checkpoint of the toy family: a score is scale x brightness + bias. */
export async function writeToyCheckpoint(directory: string, scale: number, bias: number): Promise<string> {
  const file = path.join(directory, "toy.safetensors");
  const scalar = (value: number) => ({ shape: [1], data: Float32Array.of(value) });
  await writeSafetensors(
    file,
    new Map([
      ["toy.logit_scale", scalar(scale)],
      ["toy.logit_bias", scalar(bias)],
    ]),
  );
  return file;
}
