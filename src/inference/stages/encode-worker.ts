import { listSupportedBackends } from "onnxruntime-node";
import type { Stage } from "../../model/description";
import { toFloat16 } from "../../tensor/float16";
import { serveTasks } from "../../threads/serve-tasks";
import { openMappedSession } from "../sessions/open-mapped-session";
import { probeProvider } from "../sessions/probe-provider";
import { createSessionShelf } from "../sessions/session-shelf";
import type { ChainInput } from "./chain-input";
import type { LaneEncodeModel } from "./encode-model";
import type { EncodeTasks } from "./encode-tasks";
import { rowsOfSession } from "./rows-for";
import { createChainMemory, runStages } from "./run-stages";

const OPEN_MODELS = 2;
const FLOAT16_EXPONENT = 0x7c00; // all its bits set: an infinity or NaN

const shelf = createSessionShelf(OPEN_MODELS, openMappedSession);
const memory = createChainMemory();

serveTasks<EncodeTasks>(
  {
    supported: async () => ({ value: listSupportedBackends().map(({ name }) => name), transfer: [] }),

    probe: async ({ provider, gpu }) => {
      await probeProvider(provider, gpu);
      return { value: null, transfer: [] };
    },

    close: async ({ key }) => {
      await shelf.drop(key);
      return { value: null, transfer: [] };
    },

    closeAll: async () => {
      await shelf.dropAll();
      return { value: null, transfer: [] };
    },

    encode: async ({ model, input }) => {
      const regions = await regionsOf(model, input);
      const size = regions.length / input.count; // of [P, R]
      const items = Array.from({ length: input.count }, (_, i) =>
        toFloat16(regions.subarray(i * size, (i + 1) * size)),
      );
      const value = items.map((item) => (isFinite16(item) ? item : null));
      return { value, transfer: items.map((item) => item.buffer) };
    },

    encodeInto: async ({ model, input, regions }) => {
      toFloat16(await regionsOf(model, input), regions);
      return { value: isFinite16(regions), transfer: [] };
    },

    values: async ({ model, input, wanted }) => {
      const made = await run(model, input, wanted);
      const copies = Object.entries(made).map(
        ([name, numbers]) => [name, Float32Array.from(numbers)] as const,
      );
      return { value: Object.fromEntries(copies), transfer: copies.map(([, { buffer }]) => buffer) };
    },
  },
  { oneAtATime: true },
);

function run(model: LaneEncodeModel, input: ChainInput, wanted: readonly string[]) {
  const open = (stage: Stage, rows: number) =>
    shelf.get(model, stage.file, rowsOfSession(stage, model, rows));
  return runStages({ ...model, open }, input, wanted, memory);
}

async function regionsOf(model: LaneEncodeModel, input: ChainInput): Promise<Float32Array> {
  return (await run(model, input, ["regions"])).regions!; // [N, P, R]
}

function isFinite16(halves: Uint16Array): boolean {
  // An iterator takes seven times as long.
  for (let index = 0; index < halves.length; index++)
    if (((halves[index] as number) & FLOAT16_EXPONENT) === FLOAT16_EXPONENT) return false;
  return true;
}
