import { readFile } from "node:fs/promises";
import path from "node:path";
import { plainPicture } from "./load/pictures";
import { startPyTorch } from "./pytorch/start-pytorch";
import { type Benchmark, type Figure, targeted } from "./runner/benchmark";
import { progress } from "./runner/progress";
import { addImages, createLabels, predictRate } from "./service/service-calls";

const NAMES = path.join(__dirname, "../vocabularies/NUS-WIDE.tsv");
const LABELS = 1_000;
const PYTORCH_SECONDS = 4;
const PYTORCH_TOKENS = 9;

/** The seven templates of the short ensemble, as words of the labels themselves: the same texts, one template each. */
const SEVEN = [
  "itap of a",
  "a bad photo of the",
  "a origami",
  "a photo of the large",
  "art of the",
  "a photo of the small",
  "a",
];

/** How long a vocabulary of a text model takes when it is first needed, and afterwards. */
export const texts: Benchmark = {
  name: "texts",
  about: "CLIP at ViT-B's sizes: 1,000 labels from their creation to an image's first prediction with them",
  async run(place): Promise<Figure[]> {
    await place.model("clip-b32");
    const service = await place.serve("clip-b32");
    try {
      const names = (await readFile(NAMES, "utf8")).split("\n").slice(0, LABELS);
      const labels = names.map((line) => line.split("\t")[0]!);
      const images = await addImages(service, [await plainPicture(0)]);
      const seconds = async (vocabularyId: string) => 1 / (await predictRate(service, images, vocabularyId));
      await seconds(await createLabels(service, "warm", [{ label: "cat" }]));
      progress("one template");
      const one = await createLabels(
        service,
        "one",
        labels.map((label) => ({ label })),
      );
      const first = await seconds(one);
      const again = await seconds(one);
      progress("seven templates");
      const phrases = (label: string) => SEVEN.map((before) => `${before} ${label}`);
      const seven = await createLabels(
        service,
        "seven",
        labels.map((label) => ({ label, phrases: phrases(label) })),
      );
      const ensemble = await seconds(seven);
      return [
        targeted("1,000 labels with one template", first, "s", ["<=", 15]),
        targeted("1,000 labels with seven texts each", ensemble, "s", ["<=", 60]),
        { name: "texts a second", value: (7 * LABELS) / ensemble, unit: "texts/s" },
        { name: "the same labels again", value: again, unit: "s" },
        ...(await textsOfPyTorch()),
      ];
    } finally {
      await service.stop();
    }
  },
};

async function textsOfPyTorch(): Promise<Figure[]> {
  const python = await startPyTorch("clip-b32");
  if (!python) return [];
  const value = await python.ask(`texts ${PYTORCH_SECONDS} ${PYTORCH_TOKENS}`);
  python.end();
  const name = `PyTorch, texts of ${PYTORCH_TOKENS} tokens in batches of 32`;
  return [{ name, value, unit: "texts/s", note: python.setting }];
}
