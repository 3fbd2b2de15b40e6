import sharp from "sharp";
import { addImage, createVocabulary, mutate } from "../services/service-steps";
import type { TestService } from "../services/test-service";

type Client = Pick<TestService, "query">;

/** Labels, each shown by pictures of its own colour. */
export const colours = { red: [220, 40, 40], green: [40, 200, 60], blue: [40, 60, 220] } as const;
const labels = Object.keys(colours) as (keyof typeof colours)[];

/** A set of stored pictures, a third of them of each colour, that a tiny model can learn. */
export interface ColourSet {
  readonly id: string;
  readonly vocabularyId: string;
  readonly images: readonly { readonly imageId: string; readonly present: readonly [string] }[];
}

export async function storeColourSet(service: Client, name: string, count: number): Promise<ColourSet> {
  const vocabularyId = await createVocabulary(service, labels, "colours");
  const images: { imageId: string; present: [string] }[] = [];
  for (let number = 0; number < count; number++) {
    const label = labels[number % labels.length] as keyof typeof colours;
    const { image } = await addImage(service, await shaded(colours[label], number), `${label} ${number}`);
    images.push({ imageId: image.id, present: [label] });
  }
  const input = { name, vocabularyId, images };
  const fields = "... on CreatedBenchmarkSet { benchmarkSet { id } }";
  const { benchmarkSet } = await mutate(service, "createBenchmarkSet", input, fields);
  return { id: benchmarkSet.id, vocabularyId, images };
}

/** One shade of a colour, another for each number. */
function shaded(colour: readonly number[], number: number): Promise<Buffer> {
  const [r, g, b] = colour.map((value, channel) => value + ((number * (7 + channel)) % 30) - 15) as [
    number,
    number,
    number,
  ];
  const create = { width: 32, height: 32, channels: 3, background: { r, g, b } } as const;
  return sharp({ create }).png().toBuffer();
}
