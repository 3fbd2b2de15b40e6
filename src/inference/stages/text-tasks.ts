import type { TextEncoder } from "../../model/text-encoder";
import type { ShelfModel } from "../sessions/session-shelf";

/** A text encoder as the text lane opens it; its key stands for the content of its files. */
export interface TextModel extends ShelfModel {
  readonly encoder: TextEncoder;
  /** With the paths of the encoder's files on this machine. */
  readonly graphFile: string;
  readonly tokenizerFile: string;
}

/** The tasks of the text thread. */
export type TextTasks = {
  /** The tokens of each text, as the encoder's graph takes them. */
  tokenize: { message: { model: TextModel; texts: readonly string[] }; result: Int32Array[] };
  /** The vectors [N, D] of texts of equally many tokens, each of length 1. */
  encode: { message: { model: TextModel; tokens: readonly Int32Array[] }; result: Float32Array };
};
