import { randomTensor } from "../../test/helpers/graph/random-tensors";
import { median } from "../figures/median";
import type { Figure } from "../runner/benchmark";
import type { Workplace } from "../workplace";
import { encodeHere } from "./encode-here";

const ROUNDS = 6;

/** What a batch costs after one of another size, beside one of the same: convolutions plan anew for each new shape. */
export async function changingSizes(place: Workplace): Promise<Figure[]> {
  const provider = place.provider === "auto" ? "cuda" : place.provider;
  const sizes = provider === "cpu" ? ([1, 2] as const) : ([8, 32] as const);
  const precision = provider === "cpu" ? "float32" : "float16";
  const model = await place.model("vgg19");
  const { height, width } = model.description.picture;
  const images = randomTensor([sizes[1], 3, height, width], 13).data;
  const encode = await encodeHere(model, { provider, precision, threads: 1, maxBatch: sizes[1] });
  const timed = async (count: number) => {
    const begun = performance.now();
    await encode.regions(images.subarray(0, count * 3 * height * width), count);
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
    return [
      { name: `${what}: one size after the other`, value: median(same), unit: "ms/image" },
      { name: `${what}: by turns`, value: median(turns), unit: "ms/image" },
    ];
  } finally {
    await encode.close();
  }
}
