import { type InferenceSession, Tensor } from "onnxruntime-node";
import { RegionaryError } from "../../errors";
import { elementCount } from "../../tensor/shape";
import { lowerPriority } from "../../threads/lower-priority";
import { serveTasks } from "../../threads/serve-tasks";
import { ownBuffer } from "../../threads/thread-messages";
import { openSessions } from "../sessions/open-session";
import type { StateTasks } from "./state-tasks";

/**
 * Each tensor of the state twice: a run reads one and writes the other, so nothing is allocated after the
 * start.
 */
interface Pair {
  current: Tensor;
  spare: Tensor;
}

const pairs = new Map<string, Pair>();
let sessions: Readonly<Record<string, InferenceSession>> = {};

serveTasks<StateTasks>(
  {
    open: async ({ files, state, runtime }) => {
      lowerPriority("behindAll");
      for (const { name, shape } of state) {
        const zeros = () => new Tensor("float32", new Float32Array(elementCount(shape)), shape);
        pairs.set(name, { current: zeros(), spare: zeros() });
      }
      sessions = await openSessions(files, runtime);
      return { value: null, transfer: [] };
    },

    write: async (values) => {
      for (const [name, value] of Object.entries(values)) {
        const target = pairs.get(name)?.current.data as Float32Array | undefined;
        if (target?.length !== value.length) {
          const expected = target ? `${target.length} values` : "none of this name";
          const got = `${value.length} values for "${name}"`;
          throw new RegionaryError("INVALID_INPUT", `The state takes ${expected}; got ${got}.`);
        }
        target.set(value);
      }
      return { value: null, transfer: [] };
    },

    read: async () => {
      const copies = [...pairs].map(
        ([name, { current }]) => [name, (current.data as Float32Array).slice()] as const,
      );
      return { value: Object.fromEntries(copies), transfer: copies.map(([, { buffer }]) => buffer) };
    },

    run: async ({ graph, inputs }) => {
      const session = sessions[graph]!;
      const feeds: Record<string, Tensor> = {};
      for (const name of session.inputNames) {
        const input = inputs[name];
        const tensor = input ? toTensor(input.data, input.shape) : pairs.get(name)?.current;
        if (!tensor) throw new RegionaryError("INVALID_INPUT", `Graph ${graph} was run without "${name}".`);
        feeds[name] = tensor;
      }
      const replaced = session.outputNames.flatMap((output) => {
        const pair = output.startsWith("next/") ? pairs.get(output.slice("next/".length)) : undefined;
        return pair ? [{ output, pair }] : [];
      });
      const fetches: Record<string, Tensor | null> = Object.fromEntries(
        session.outputNames.map((output) => [output, null]),
      );
      for (const { output, pair } of replaced) fetches[output] = pair.spare;
      const results = await session.run(feeds, fetches);
      for (const { output, pair } of replaced) {
        [pair.current, pair.spare] = [pair.spare, pair.current];
        delete (results as Record<string, Tensor>)[output];
      }
      const values = Object.entries(results).map(
        ([name, { data }]) => [name, ownBuffer(data as Float32Array)] as const,
      );
      return { value: Object.fromEntries(values), transfer: values.map(([, { buffer }]) => buffer) };
    },
  },
  { oneAtATime: true },
);

function toTensor(data: Float32Array | BigInt64Array, shape: readonly number[]): Tensor {
  return data instanceof Float32Array ? new Tensor("float32", data, shape) : new Tensor("int64", data, shape);
}
