import { copyFile, mkdir, readFile } from "node:fs/promises";
import path from "node:path";

const fixtures = path.resolve(__dirname, "../../fixtures/region-text");

/** The files of a tiny random SigLIP 2 by the names of its publisher, and where the fixtures have them. */
const FILES = {
  "model.safetensors": "siglip2/model.safetensors",
  "config.json": "siglip2/config.json",
  "preprocessor_config.json": "siglip2/preprocessor_config.json",
  "tokenizer.json": "siglip2-tokenizer.json",
} as const;
export type SiglipFile = keyof typeof FILES;

/** A file of it. */
export const siglipFile = (name: SiglipFile): Promise<Buffer> => readFile(path.join(fixtures, FILES[name]));

/** Puts all its files into a folder. */
export async function writeSiglipFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, file] of Object.entries(FILES))
    await copyFile(path.join(fixtures, file), path.join(folder, name));
}

/** All its files, by name. */
export async function siglipFiles(): Promise<ReadonlyMap<string, Buffer>> {
  const names = Object.keys(FILES) as SiglipFile[];
  return new Map(await Promise.all(names.map(async (name) => [name, await siglipFile(name)] as const)));
}
