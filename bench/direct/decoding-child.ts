import sharp from "sharp";
import { pixelsFor } from "../../src/pictures/image-tensor";
import type { PictureInput } from "../../src/pictures/picture-input";
import { openImage } from "../../src/pictures/reading/open-image";
import { writeTensor } from "../../src/pictures/write-tensor";
import { photo, plainPicture } from "../load/pictures";
import { answerParent } from "../runner/child";
import { cpuOf } from "../runner/cpu-of";

const ROUNDS = 200;

/** CPU time of a picture on its way from the file's bytes to the tensor, in milliseconds. */
export interface DecodingCosts {
  readonly plain: number;
  readonly photo: number;
}

sharp.cache(false);
sharp.concurrency(1);

/** The service's own code, in a process that has done nothing else; the first measurement warms it up. */
answerParent<PictureInput>(
  async (input) =>
    ({
      plain: await costOf(await plainPicture(0), input),
      photo: await costOf(await photo(0), input),
    }) satisfies DecodingCosts,
);

/** The tensor's memory is used again, as it is in the service: new ones would mostly cost garbage collection. */
async function costOf(picture: Buffer, input: PictureInput): Promise<number> {
  const tensor = new Float32Array(3 * input.height * input.width);
  const total = await cpuOf(async () => {
    for (let round = 0; round < ROUNDS; round++)
      writeTensor(await pixelsFor(input, await openImage(picture), "photo"), input, tensor, 0);
  });
  return total / ROUNDS;
}
