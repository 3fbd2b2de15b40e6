import os from "node:os";
import path from "node:path";
import { createLane, type Lane } from "../threads/lane";
import { pooledLane } from "../threads/pooled-lane";
import type { PixelTasks } from "./pixel-tasks";

/**
 * The threads in which pictures are resized and heat maps drawn. What is decoded is decoded on threads of Node's and of
 * the decoder's own, which take three times as long: so one is enough for two cores.
 */
export function createPixelLane(log: (line: string) => void): Lane<PixelTasks> {
  const lane = () => createLane<PixelTasks>("pixels", path.join(__dirname, "pixel-worker"), log);
  const threads = Math.ceil(os.availableParallelism() / 2);
  return pooledLane([lane(), ...Array.from({ length: threads - 1 }, lane)]);
}
