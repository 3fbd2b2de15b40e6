import { listSupportedBackends } from "onnxruntime-node";
import type { Stage } from "../../model/description";
import { areFiniteHalves } from "../../tensor/finite-halves";
import { toFloat16 } from "../../tensor/float16";
import { serveTasks } from "../../threads/serve-tasks";
import { openMappedSession } from "../sessions/open-mapped-session";
import { probeProvider } from "../sessions/probe-provider";
import { createSessionShelf } from "../sessions/session-shelf";
import type { ChainParts } from "./chain-input";
import type { LaneEncodeModel } from "./encode-model";
import type { EncodeTasks } from "./encode-tasks";
import { rowsOfSession } from "./rows-for";
import { type Chain, createChainMemory, runStages, runStagesToFloats } from "./run-stages";

const OPEN_MODELS = 2;

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

    encode: async ({ model, input, regions }) => {
      const made = await regionsOf(model, input);
      let start = 0;
      const value = regions.map((part) => {
        const of = made.subarray(start, start + part.length);
        start += part.length;
        if (of instanceof Uint16Array) part.set(of);
        else toFloat16(of, part);
        return areFiniteHalves(part);
      });
      return { value, transfer: [] };
    },

    values: async ({ model, input, wanted }) => {
      const made = await runStagesToFloats(chainOf(model), input, wanted, memory);
      const copies = Object.entries(made).map(
        ([name, numbers]) => [name, Float32Array.from(numbers)] as const,
      );
      return { value: Object.fromEntries(copies), transfer: copies.map(([, { buffer }]) => buffer) };
    },

    valuesInto: async ({ model, input, values }) => {
      const made = await runStagesToFloats(chainOf(model), input, Object.keys(values), memory);
      for (const [name, parts] of Object.entries(values)) {
        let start = 0;
        for (const part of parts) {
          part.set(made[name]!.subarray(start, start + part.length));
          start += part.length;
        }
      }
      return { value: null, transfer: [] };
    },
  },
  { oneAtATime: true },
);

function chainOf(model: LaneEncodeModel): Chain {
  const open = (stage: Stage, rows: number) =>
    shelf.get(model, stage.file, rowsOfSession(stage, model, rows));
  return { ...model, open };
}

/** [N, P, R] in float32, or the bits of float16. */
async function regionsOf(model: LaneEncodeModel, input: ChainParts): Promise<Float32Array | Uint16Array> {
  return (await runStages(chainOf(model), input, ["regions"], memory)).regions!;
}
