import path from "node:path";
import { createLane, type Lane } from "../../threads/lane";
import type { EncodeTasks } from "./encode-tasks";

/** The lanes of the encode stage, each made when it is first used: how many depends on the model. */
export interface EncodeLanes {
  at(lane: number): Lane<EncodeTasks>;
  /** Those in use: at least the first. */
  all(): readonly Lane<EncodeTasks>[];
}

export function createEncodeLanes(log: (line: string) => void): EncodeLanes {
  const create = (lane: number) =>
    createLane<EncodeTasks>(
      lane === 0 ? "encode" : `encode-${lane + 1}`,
      path.join(__dirname, "encode-worker"),
      log,
    );
  const lanes = [create(0)];
  return {
    at(lane) {
      while (lanes.length <= lane) lanes.push(create(lanes.length));
      return lanes[lane] as Lane<EncodeTasks>;
    },
    all: () => lanes,
  };
}
