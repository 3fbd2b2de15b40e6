import { median } from "./figures/median";
import { plainPicture } from "./load/pictures";
import { type Benchmark, type Figure, targeted } from "./runner/benchmark";
import { progress } from "./runner/progress";
import { addImages, createVocabulary, predictRate } from "./service/service-calls";

const ROUNDS = 5;
const IMAGES = 200;

/** What the two stages are for: another vocabulary on stored regions needs no backbone. */
export const newVocabulary: Benchmark = {
  name: "new-vocabulary",
  about: "VGG19: 81 new labels on images whose regions are stored, beside the whole path, by predict",
  async run(place): Promise<Figure[]> {
    await place.model("vgg19");
    const service = await place.serve("vgg19");
    try {
      progress(`the whole path of ${IMAGES} images`);
      const warm = await addImages(service, [await plainPicture(1_000_000)]);
      await predictRate(service, warm, await createVocabulary(service, 0));
      const numbers = Array.from({ length: IMAGES }, (_, i) => i);
      const images = await addImages(service, await Promise.all(numbers.map(plainPicture)));
      const whole = await predictRate(service, images, await createVocabulary(service, 0));
      const cached: number[] = [];
      for (let round = 1; round <= ROUNDS; round++) {
        const rate = await predictRate(service, images, await createVocabulary(service, round));
        progress(`vocabulary ${round} of ${ROUNDS}: ${rate.toFixed(0)} images/s`);
        cached.push(rate);
      }
      return [
        { name: "the whole path by predict", value: whole, unit: "images/s" },
        { name: "a new vocabulary on stored regions by predict", value: median(cached), unit: "images/s" },
        targeted("a new vocabulary, of the whole path", median(cached) / whole, "times", [">=", 50]),
      ];
    } finally {
      await service.stop();
    }
  },
};
