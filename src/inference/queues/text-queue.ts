import { type Batcher, createBatcher } from "../../batcher/batcher";
import type { Lane } from "../../threads/lane";
import type { TextModel, TextTasks } from "../stages/text-tasks";

/**
 * The most tokens run together. On the CPU so few that even a large tower needs some 50 MB for them and takes
 * about a second, for which an urgent text may have to wait; a GPU needs more to be busy.
 */
const TOKENS_PER_RUN = { cpu: 512, gpu: 8_192 };
/** The most texts run together. */
const MAX_TEXT_BATCH = 512;
/** As tokens, of 300 bytes each. */
const MAX_QUEUED_TEXTS = 16_384;

/** A text as its tokens. */
interface TextItem {
  readonly model: TextModel;
  readonly tokens: Int32Array; // [T]
}

/** The vector [D] of each text, at length 1. */
export type TextQueue = Batcher<TextItem, Float32Array>;

/** How many texts of so many tokens are run together. */
export function textsPerRun({ runtime }: TextModel, tokens: number): number {
  const most = runtime.provider === "cpu" ? TOKENS_PER_RUN.cpu : TOKENS_PER_RUN.gpu;
  return Math.min(MAX_TEXT_BATCH, Math.max(1, Math.floor(most / tokens)));
}

/** Puts a queue in front of the text lane: texts of equally many tokens are run together, whoever asked for them. */
export function createTextQueue(lane: Lane<TextTasks>): TextQueue {
  return createBatcher({
    name: "text",
    lanes: 1,
    maxBatch: MAX_TEXT_BATCH,
    maxQueued: MAX_QUEUED_TEXTS,
    groupOf: ({ model, tokens }) => `${model.key}\n${tokens.length}`,
    limitsOf: ({ model, tokens }) => ({ cap: textsPerRun(model, tokens.length), latencyMs: () => 0 }),
    runBatch: async (items) => {
      const { model } = items[0]!;
      const tokens = items.map((item) => item.tokens);
      const vectors = await lane.call("encode", () => ({ value: { model, tokens }, transfer: [] })); // [N, D]
      const size = vectors.length / items.length;
      return items.map((_, index) => vectors.slice(index * size, (index + 1) * size));
    },
  });
}
