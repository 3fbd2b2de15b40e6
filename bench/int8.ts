import { bestDirectRuntime } from "./direct/best-direct-runtime";
import { median } from "./figures/median";
import { type Benchmark, type Figure, targeted } from "./runner/benchmark";
import { progress } from "./runner/progress";
import { LABELS } from "./service/service-calls";
import type { Workplace } from "./workplace";

const ROUNDS = 3;
const SECONDS = 3;

/** An image tower in 8 bits beside float32, random weights: by turns. */
export const int8Clip: Benchmark[] = (["clip-b16", "clip-b32"] as const).map((name) => ({
  name: `int8-${name}`,
  about: `${name}, random weights, in 8 bits beside float32: from the image tensor to logits`,
  async run(place): Promise<Figure[]> {
    const whole = await compare(place, name, false);
    return [
      { name: `${name} in float32`, value: whole.float32, unit: "images/s" },
      { name: `${name} in 8 bits`, value: whole.int8, unit: "images/s" },
      { name: `${name} in 8 bits, of float32`, value: whole.ratio, unit: "times" },
    ];
  },
}));

/** The backbone in 8 bits beside float32, each at its best, by turns. */
export const int8: Benchmark = {
  name: "int8",
  about: "VGG19 in 8 bits beside float32: the body alone and from the image tensor to logits",
  async run(place): Promise<Figure[]> {
    const body = await compare(place, "vgg19", true);
    const whole = await compare(place, "vgg19", false);
    return [
      { name: "body in float32", value: body.float32, unit: "images/s" },
      { name: "body in 8 bits", value: body.int8, unit: "images/s" },
      targeted("body in 8 bits, of float32", body.ratio, "times", [">=", 3]),
      { name: "image tensor to logits in float32", value: whole.float32, unit: "images/s" },
      { name: "image tensor to logits in 8 bits", value: whole.int8, unit: "images/s" },
      { name: "image tensor to logits in 8 bits, of float32", value: whole.ratio, unit: "times" },
    ];
  },
};

async function compare(place: Workplace, name: "vgg19" | "clip-b16" | "clip-b32", bodyOnly: boolean) {
  const options = { provider: place.provider, labels: LABELS, secondsEach: SECONDS / 2, bodyOnly };
  const float32 = await bestDirectRuntime(await place.model(name), options);
  const eight = await bestDirectRuntime(await place.model(`${name}-int8`), options);
  const rounds: { float32: number; int8: number }[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    progress(`${bodyOnly ? "the body" : "image tensor to logits"}, round ${round} of ${ROUNDS}`);
    const first = (await float32.measure(SECONDS)).imagesPerSecond;
    rounds.push({ float32: first, int8: (await eight.measure(SECONDS)).imagesPerSecond });
  }
  await float32.close();
  await eight.close();
  return {
    float32: median(rounds.map((round) => round.float32)),
    int8: median(rounds.map((round) => round.int8)),
    ratio: median(rounds.map((round) => round.int8 / round.float32)),
  };
}
