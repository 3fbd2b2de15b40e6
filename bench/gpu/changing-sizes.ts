import { median } from "../figures/median";
import { encodeHere, noisePictures } from "./encode-here";
import { type GpuContext, providerOf } from "./gpu-part";

const ROUNDS = 6;

/** What a batch costs after one of another size, beside one of the same: convolutions plan anew for each new shape. */
export async function changingSizes({ place, report }: GpuContext): Promise<void> {
  const provider = providerOf(place);
  const sizes = provider === "cpu" ? ([1, 2] as const) : ([8, 32] as const);
  const precision = provider === "cpu" ? "float32" : "float16";
  const model = await place.model("vgg19");
  const { pixels, size } = noisePictures(model, sizes[1]);
  const encode = await encodeHere(model, { provider, precision, isJoined: true, maxBatch: sizes[1] });
  const timed = async (count: number) => {
    const begun = performance.now();
    await encode.regions(pixels.subarray(0, count * size), count);
    return performance.now() - begun;
  };
  try {
    for (const count of sizes) await timed(count);
    const same: number[] = [];
    const turns: number[] = [];
    for (const count of sizes)
      for (let round = 0; round < ROUNDS; round++) same.push((await timed(count)) / count);
    for (let round = 0; round < ROUNDS; round++)
      for (const count of sizes) turns.push((await timed(count)) / count);
    const what = `vgg19, ${precision}, batches of ${sizes.join(" and ")}`;
    report(`${what}: one size after the other`, median(same), "ms/image");
    report(`${what}: by turns`, median(turns), "ms/image");
  } finally {
    await encode.close();
  }
}
