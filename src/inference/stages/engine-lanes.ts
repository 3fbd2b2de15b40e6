import type { PixelTasks } from "../../pictures/pixel-tasks";
import type { Lane } from "../../threads/lane";
import type { SketchTasks } from "../sketching/sketch-tasks";
import type { EncodeLanes } from "./encode-lanes";
import type { ScoreTasks } from "./score-tasks";
import type { TextTasks } from "./text-tasks";

/** The threads of an engine. */
export interface EngineLanes {
  readonly pixels: Lane<PixelTasks>;
  readonly encode: EncodeLanes;
  readonly score: Lane<ScoreTasks>;
  readonly text: Lane<TextTasks>;
  readonly sketch: Lane<SketchTasks>;
}
