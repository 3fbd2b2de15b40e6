import sharp from "sharp";
import { imageTensor } from "../../src/pictures/image-tensor";
import type { BenchModel } from "../workplace";

const ROUNDS = 200;

/** CPU time of one picture on its way from the file's bytes to the tensor, by the service's own code. */
export async function decodingCpuMs({ description }: BenchModel, picture: Buffer): Promise<number> {
  const { picture: input } = description;
  sharp.cache(false);
  sharp.concurrency(1);
  for (let round = 0; round < ROUNDS; round++) await imageTensor(picture, "photo", input); // warms up
  const cpu = process.cpuUsage();
  for (let round = 0; round < ROUNDS; round++) await imageTensor(picture, "photo", input);
  const { user, system } = process.cpuUsage(cpu);
  return (user + system) / 1000 / ROUNDS;
}
