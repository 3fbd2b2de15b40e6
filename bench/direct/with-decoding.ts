import os from "node:os";

/** What a rate of the model comes to when decoding, at so much CPU time a picture, takes turns with it on all cores. */
export function withDecoding(imagesPerSecond: number, decodingMs: number): number {
  return 1000 / (1000 / imagesPerSecond + decodingMs / os.availableParallelism());
}
