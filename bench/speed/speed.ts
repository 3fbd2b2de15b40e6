import { bestDirectRuntime } from "../direct/best-direct-runtime";
import { startDecoding } from "../direct/start-decoding";
import { startLoadGenerator } from "../load/load-generator";
import { plainPicture } from "../load/pictures";
import { startPyTorch } from "../pytorch/start-pytorch";
import type { Benchmark, Figure } from "../runner/benchmark";
import { progress } from "../runner/progress";
import { addImages, createVocabulary, LABELS, laneBatchMs, predictRate } from "../service/service-calls";
import type { Workplace } from "../workplace";
import { COLUMNS, type Column } from "./columns";
import { measureRound, picturesForBatches, type Round } from "./measure-round";
import { speedFigures } from "./speed-figures";

const ROUNDS = 5;
const TRY_SECONDS = 1.5;
const WARM_UP = 100;
const WARM_UP_CLIENTS = 8;
/** The number of the next stored picture: none that another benchmark stores. */
let pictures = 2_000_000;

/** The table of docs/performance.md, a column each: the service beside ONNX Runtime called directly and PyTorch. */
export const speed: Benchmark[] = COLUMNS.map((column) => ({
  name: `speed-${column.model}`,
  about: `${column.model}: the whole service beside ONNX Runtime called directly, and PyTorch if BENCH_PYTHON has it`,
  run: (place) => figuresOf(place, column),
}));

async function figuresOf(place: Workplace, column: Column): Promise<Figure[]> {
  const { model: name } = column;
  const model = await place.model(name);
  const python = await startPyTorch(name);
  const decoding = startDecoding(model.description.picture);
  const generator = startLoadGenerator();
  const options = { provider: place.provider, labels: LABELS, secondsEach: TRY_SECONDS };
  const direct = await bestDirectRuntime(model, options);
  const service = await place.serve(name);
  try {
    const vocabularyId = await createVocabulary(service, 0);
    const store = async (count: number) =>
      addImages(service, await Promise.all(Array.from({ length: count }, () => plainPicture(pictures++))));
    progress(`${name}: warming up`);
    await predictRate(service, await store(WARM_UP), vocabularyId);
    const pace = { clients: WARM_UP_CLIENTS };
    await generator.run({ url: service.url, vocabularyId, requests: WARM_UP, deadlineMs: null, pace });
    const forBatches = await store(picturesForBatches(ROUNDS));
    const contenders = { direct, service, generator, vocabularyId, python, decoding, store, forBatches };
    const rounds: Round[] = [];
    while (rounds.length < ROUNDS) {
      progress(`${name}: round ${rounds.length + 1} of ${ROUNDS}`);
      rounds.push(await measureRound(contenders, rounds));
    }
    const notes = { laneBatchMs: await laneBatchMs(service), pytorch: python?.setting ?? null };
    return speedFigures(column, direct, notes, rounds);
  } finally {
    await generator.close();
    await decoding.close();
    python?.end();
    await service.stop();
    await direct.close();
  }
}
