import path from "node:path";
import { createLane, type Lane } from "../../threads/lane";
import type { EncodeTasks } from "./encode-tasks";

/** The lanes of the encode stages, each made when it is first used: how many depends on the model. */
export interface EncodeLanes {
  at(lane: number): Lane<EncodeTasks>;
  /** That of stages bound by memory which are apart. */
  memory(): Lane<EncodeTasks>;
  /** Those in use: at least the first. */
  all(): readonly Lane<EncodeTasks>[];
}

export function createEncodeLanes(log: (line: string) => void): EncodeLanes {
  const create = (name: string) => createLane<EncodeTasks>(name, path.join(__dirname, "encode-worker"), log);
  const lanes = [create("encode")];
  let memory: Lane<EncodeTasks> | null = null;
  return {
    at(lane) {
      while (lanes.length <= lane) lanes.push(create(`encode-${lanes.length + 1}`));
      return lanes[lane] as Lane<EncodeTasks>;
    },
    memory() {
      memory ??= create("encode-memory");
      return memory;
    },
    all: () => (memory ? [...lanes, memory] : lanes),
  };
}
