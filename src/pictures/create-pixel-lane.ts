import path from "node:path";
import { createLane, type Lane } from "../threads/lane";
import type { PixelTasks } from "./pixel-tasks";

/** The thread in which pictures are decoded and heat maps drawn. */
export function createPixelLane(log: (line: string) => void): Lane<PixelTasks> {
  return createLane("pixels", path.join(__dirname, "pixel-worker"), log);
}
