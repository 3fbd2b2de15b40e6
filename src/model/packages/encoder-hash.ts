import { createHash } from "node:crypto";
import type { ModelDescription } from "../description";

/**
 * Identifies everything that regions depend on: how pictures are read, the encode stages, whose files are
 * named by the hash of their packages, and the precision that they run in here. SHA-256, in hex.
 */
export function encoderHash(
  { picture, encode }: Pick<ModelDescription, "picture" | "encode">,
  precision: string,
): string {
  const { width, height, channelOrder, mean, scale, filter, fit } = picture;
  const stages = encode.map(({ file, takes, gives, precision: ofStage }) => [
    file,
    ofStage,
    [takes, gives].map((ports) => ports.map(({ name, inFile, shape }) => [name, inFile, shape])),
  ]);
  const parts = [[width, height, channelOrder, mean, scale, filter, fit], stages, precision];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
