import type { SubmitOptions } from "../../batcher/batcher-options";
import { canceled } from "../../batcher/refusals";
import { settleAll } from "../../batcher/settle-all";
import type { Lane } from "../../threads/lane";
import type { TextModel, TextTasks } from "../stages/text-tasks";
import { type TextQueue, textsPerRun } from "./text-queue";

const TEXTS_PER_TOKENIZING = 256;
/** One runs and one waits: then the lane is never idle, and few texts of one caller are ahead of another's. */
const RUNS_IN_QUEUE = 2;

/**
 * The vectors [n, D] of texts, each of length 1; zeros for a text without a token. The texts may be many: they go into the
 * queue a run at a time, those of equally many tokens together, so that others' are not held back.
 */
export async function encodeTexts(
  lane: Lane<TextTasks>,
  queue: TextQueue,
  model: TextModel,
  texts: readonly string[],
  options: SubmitOptions = {},
): Promise<Float32Array> {
  const { dimensions } = model.encoder;
  const vectors = new Float32Array(texts.length * dimensions);
  const tokens = await tokenize(lane, model, texts, options);
  const runs = runsOf(model, tokens);
  const submitRuns = async (): Promise<void> => {
    // An error in one loop ends the generator, and so the other loop.
    for (const run of runs) {
      const items = run.map((place) => queue.submit({ model, tokens: tokens[place]! }, options));
      for (const [index, vector] of (await settleAll(items)).entries())
        vectors.set(vector, run[index]! * dimensions);
    }
  };
  await settleAll(Array.from({ length: RUNS_IN_QUEUE }, submitRuns));
  return vectors;
}

async function tokenize(
  lane: Lane<TextTasks>,
  model: TextModel,
  texts: readonly string[],
  { signal }: SubmitOptions,
): Promise<Int32Array[]> {
  const tokens: Int32Array[] = [];
  for (let start = 0; start < texts.length; start += TEXTS_PER_TOKENIZING) {
    if (signal?.aborted) throw canceled("text", signal);
    const some = texts.slice(start, start + TEXTS_PER_TOKENIZING);
    tokens.push(...(await lane.call("tokenize", () => ({ value: { model, texts: some }, transfer: [] }))));
  }
  return tokens;
}

/** The places of texts that are run together: of equally many tokens, not too many. */
function* runsOf(model: TextModel, tokens: readonly Int32Array[]): Generator<number[], undefined> {
  const places = [...tokens.keys()].filter((place) => tokens[place]!.length > 0);
  const lengthAt = (place: number) => tokens[place]!.length;
  places.sort((a, b) => lengthAt(a) - lengthAt(b));
  let run: number[] = [];
  for (const place of places) {
    const [first] = run;
    const isFull = first !== undefined && run.length === textsPerRun(model, lengthAt(first));
    if (first !== undefined && (isFull || lengthAt(place) !== lengthAt(first))) {
      yield run;
      run = [];
    }
    run.push(place);
  }
  if (run.length > 0) yield run;
}
