import path from "node:path";
import type { PictureInput } from "../../src/pictures/picture-input";
import { startChild } from "../runner/child";
import type { DecodingCosts } from "./decoding-child";

/** Measures what decoding costs the service for pictures of a model's size, over and over. */
export interface Decoding {
  measure(): Promise<DecodingCosts>;
  close(): Promise<void>;
}

export function startDecoding(input: PictureInput): Decoding {
  const child = startChild(path.join(__dirname, "decoding-child.ts"));
  return { measure: () => child.call<DecodingCosts>(input), close: () => child.end() };
}
