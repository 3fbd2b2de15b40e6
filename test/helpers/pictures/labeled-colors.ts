import sharp from "sharp";
import { addImage, createVocabulary, mutate } from "../services/service-steps";
import type { TestService } from "../services/test-service";

type Client = Pick<TestService, "query">;

/** Labels, each shown by pictures of its own color. */
const colors = { red: [220, 40, 40], green: [40, 200, 60], blue: [40, 60, 220] } as const;
const labels = Object.keys(colors) as (keyof typeof colors)[];

/** A set of stored pictures, a third of them of each color, that a tiny model can learn. */
export interface ColorSet {
  readonly id: string;
  readonly vocabularyId: string;
  readonly images: readonly { readonly imageId: string; readonly present: readonly [string] }[];
}

/** Stores such a set; without a vocabulary that begins with the colors, they get one of the tiny word vectors. */
export async function storeColorSet(
  service: Client,
  name: string,
  count: number,
  own?: string,
): Promise<ColorSet> {
  const vocabularyId = own ?? (await createVocabulary(service, labels, "colors"));
  const images: { imageId: string; present: [string] }[] = [];
  for (let number = 0; number < count; number++) {
    const label = labels[number % labels.length] as keyof typeof colors;
    const { image } = await addImage(service, await shaded(colors[label], number), `${label} ${number}`);
    images.push({ imageId: image.id, present: [label] });
  }
  const input = { name, vocabularyId, images };
  const fields = "... on CreatedBenchmarkSet { benchmarkSet { id } }";
  const { benchmarkSet } = await mutate(service, "createBenchmarkSet", input, fields);
  return { id: benchmarkSet.id, vocabularyId, images };
}

/** One shade of a color, another for each number. */
function shaded(color: readonly number[], number: number): Promise<Buffer> {
  const [r, g, b] = color.map((value, channel) => value + ((number * (7 + channel)) % 30) - 15) as [
    number,
    number,
    number,
  ];
  const create = { width: 32, height: 32, channels: 3, background: { r, g, b } } as const;
  return sharp({ create }).png().toBuffer();
}
