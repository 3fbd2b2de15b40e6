import { bestDirectRuntime } from "./direct/best-direct-runtime";
import { decodingCpuMs } from "./direct/decoding-cost";
import { withDecoding } from "./direct/with-decoding";
import { type PoissonRound, poissonFigures } from "./figures/poisson-figures";
import { startLoadGenerator } from "./load/load-generator";
import { photo } from "./load/pictures";
import type { Benchmark, Figure } from "./runner/benchmark";
import { progress } from "./runner/progress";
import { createVocabulary, imagesEncoded, LABELS } from "./service/service-calls";
import type { ModelName, Workplace } from "./workplace";

const ROUNDS = 3;
const BELOW = 0.7;
const BEYOND = 1.3;
const WARM_UP = { clients: 4 };

interface Load {
  readonly name: ModelName;
  /** Seconds of ONNX Runtime called directly before each round. */
  readonly seconds: number;
  readonly requests: number;
  readonly deadlineMs: number;
}

/**
 * Arrivals that wait for nobody: latency counts from the time at which each was due. Rates are shares of R', which
 * is R with the decoding of the photos on the same cores: what comes as photos cannot be served at R.
 */
export const poisson: Benchmark = {
  name: "poisson",
  about: `VGG19: photos over HTTP, Poisson at ${BELOW} R', and at ${BEYOND} R' with a deadline`,
  run: (place) => figuresOf(place, { name: "vgg19", seconds: 3, requests: 200, deadlineMs: 2_000 }),
};

export const poissonSmall: Benchmark = {
  name: "poisson-small",
  about: `a small model: photos over HTTP, Poisson at ${BELOW} R', and at ${BEYOND} R' with a deadline`,
  run: (place) => figuresOf(place, { name: "small", seconds: 2, requests: 1_500, deadlineMs: 500 }),
};

async function figuresOf(place: Workplace, { name, seconds, requests, deadlineMs }: Load): Promise<Figure[]> {
  const options = { provider: place.provider, labels: LABELS, secondsEach: seconds / 2 };
  const model = await place.model(name);
  const decodingMs = await decodingCpuMs(model, await photo(0));
  const direct = await bestDirectRuntime(model, options);
  const service = await place.serve(name);
  const generator = startLoadGenerator();
  try {
    const plan = { url: service.url, vocabularyId: await createVocabulary(service, 0) };
    await generator.run({ ...plan, requests: 30, deadlineMs: null, pace: WARM_UP });
    const rounds: PoissonRound[] = [];
    for (let seed = 1; seed <= ROUNDS; seed++) {
      const { imagesPerSecond } = await direct.measure(seconds);
      const capacity = withDecoding(imagesPerSecond, decodingMs);
      const at = (share: number) => ({ perSecond: share * capacity, seed });
      progress(`${name}: round ${seed} of ${ROUNDS}, at ${BELOW} of ${capacity.toFixed(1)} images/s`);
      const below = await generator.run({ ...plan, requests, deadlineMs: null, pace: at(BELOW) });
      progress(`${name}: round ${seed} of ${ROUNDS}, at ${BEYOND}`);
      const encodedBefore = await imagesEncoded(service);
      const beyond = await generator.run({ ...plan, requests, deadlineMs, pace: at(BEYOND) });
      const encoded = (await imagesEncoded(service)) - encodedBefore;
      rounds.push({ imagesPerSecond, capacity, below, beyond, encoded });
    }
    return poissonFigures(name, direct, deadlineMs, rounds);
  } finally {
    await generator.close();
    await service.stop();
    await direct.close();
  }
}
