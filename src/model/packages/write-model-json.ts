import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { BackboneDescription, ModelPart } from "../description";

/** Writes a package's description into it, so that its hash covers that too. */
export async function writeModelJson(
  directory: string,
  description: ModelPart | BackboneDescription,
): Promise<void> {
  await writeFile(path.join(directory, "model.json"), `${JSON.stringify(description, null, 2)}\n`);
}
