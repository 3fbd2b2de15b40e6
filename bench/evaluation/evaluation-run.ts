import { scoreValues } from "../../src/inference/checks/score-values";
import { paperSizes } from "../../src/model/families/biam/sizes";
import { importBenchmarkSet } from "../../src/services/benchmarks/import-benchmark-set";
import type { ImportSource } from "../../src/services/benchmarks/import-source";
import { createContext } from "../../src/services/create-context";
import { evaluateHere } from "../../src/services/evaluations/runs/evaluate-here";
import { createVocabulary } from "../../src/services/vocabularies/create-vocabulary";
import { activateModelVersion } from "../../src/storage/models/model-versions";
import { prepareJobs } from "../../src/storage/work/run-jobs";
import { type Benchmark, type Figure, targeted } from "../runner/benchmark";
import { progress } from "../runner/progress";
import type { Workplace } from "../workplace";

const IMAGES = 20_000;
const LABELS = 1_006;
/** Different ones; what is in them makes no difference to the time. */
const DISTINCT = 64;

/** An evaluation from the stored features to the report, beside the trunk and the scores called directly. */
export const evaluationRun: Benchmark = {
  name: "evaluation-run",
  about: `a run over ${IMAGES} images' features and ${LABELS} labels beside trunk + score called directly`,
  run: figures,
};

async function figures(place: Workplace): Promise<Figure[]> {
  const { description, directory: packages } = await place.model("vgg19");
  const { directory, db, id } = await place.stored("vgg19");
  await prepareJobs(db);
  await activateModelVersion(db, id);
  const inputs = drawn();
  progress("trunk + score called directly");
  const direct = await rate(DISTINCT * 8, async () => {
    for (let round = 0; round < 8; round++) await scoreValues(description, packages, inputs, () => undefined);
  });
  progress(`storing the features of ${IMAGES} images`);
  const { wordSize } = paperSizes;
  const { vocabulary } = await createVocabulary(db, {
    name: "evaluation-run",
    labels: Array.from({ length: LABELS }, (_, label) => ({
      ...{ label: `label ${label}`, training: "UNSEEN" },
      vector: [...inputs.vectors.subarray(label * wordSize, (label + 1) * wordSize)],
    })),
    space: "bench",
  });
  const vectors = { vocabularyId: vocabulary.id };
  const { set } = await importBenchmarkSet(db, { name: "evaluation-run", source: source(inputs), vectors });
  const { context, close } = await createContext(db, {
    ...{ version: "bench", provider: place.provider, threads: undefined, gpus: [0], int8: "off" },
    ...{ maxBatch: undefined, regionCacheBytes: 0 },
    dataDirectory: directory,
  });
  try {
    await context.models.loaded(await context.models.byId(id));
    const request = { benchmarkSetId: set.id, resamples: 0 };
    const { signal } = new AbortController();
    const onProgress = ({ done }: { done: number }) => progress(`${done} images measured`);
    const whole = await rate(IMAGES, () => evaluateHere(context, request, { signal, onProgress }));
    return [
      { name: "trunk + score called directly", value: direct, unit: "images/s" },
      { name: "a run, report included", value: whole, unit: "images/s" },
      targeted("a run, of that", whole / direct, "times", [">=", 0.9]),
    ];
  } finally {
    await close();
  }
}

async function rate(images: number, work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (1_000 * images) / (performance.now() - begun);
}

type Inputs = ReturnType<typeof drawn>;

function drawn() {
  let state = 1;
  const draw = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const { featureChannels, gridHeight, gridWidth, globalSize, wordSize } = paperSizes;
  return {
    images: DISTINCT,
    values: {
      features: Float32Array.from({ length: DISTINCT * featureChannels * gridHeight * gridWidth }, draw),
      global: Float32Array.from({ length: DISTINCT * globalSize }, draw),
    },
    labels: LABELS,
    vectors: Float32Array.from({ length: LABELS * wordSize }, () => draw() - 0.5),
  };
}

function source({ values: { features, global } }: Inputs): ImportSource {
  const { featureChannels: channels, gridHeight: height, gridWidth: width, globalSize } = paperSizes;
  const part = (values: Float32Array, n: number) => {
    const size = values.length / DISTINCT;
    return values.subarray((n % DISTINCT) * size, ((n % DISTINCT) + 1) * size);
  };
  return {
    ...{ format: "hdf5-features", kind: "FEATURES", protocol: "custom", unlisted: "ABSENT", count: IMAGES },
    labels: Array.from({ length: LABELS }, (_, label) => {
      const name = `label ${label}`;
      return { key: name, name, training: "UNSEEN" as const };
    }),
    featureShape: { channels, height, width, globalSize },
    async *items(from) {
      for (let n = from; n < IMAGES; n++) {
        const content = { kind: "features", features: part(features, n), global: part(global, n) } as const;
        yield { name: `image ${n}`, present: [n % LABELS], absent: [], unknown: [], content };
      }
    },
    close: async () => {},
  };
}
