import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseNpy } from "../../../src/tensor/npy";
import { sharedPath } from "../shared";

/** Tiny random models in their publishers' layout, and what their programs make of some pictures and texts. */
export const referencePath = path.join(sharedPath, "reference/region-text");

/** What of them lies in the repository, by the names of the reference's folders. */
const fixtures = new Map([["siglip/siglip2", path.resolve(__dirname, "../../fixtures/region-text/siglip2")]]);

/** A file of a folder of the reference; where that is absent, the fixture's of the same name. */
function referenceFile(folder: string, name: string): string {
  const fixture = fixtures.get(folder);
  const file = path.join(referencePath, folder, name);
  return fixture && !existsSync(file) ? path.join(fixture, name) : file;
}

/** An array of a folder of the reference, such as ("clip", "pixel_values"). */
export function referenceArray(folder: string, name: string) {
  return parseNpy(readFileSync(referenceFile(folder, `${name}.npy`)));
}

/** The texts of a folder. */
export function referencePrompts(folder: string): string[] {
  return JSON.parse(readFileSync(referenceFile(folder, "prompts.json"), "utf8"));
}

/**
 * Expects float32 values to be those of a float64 array: within 1e-5 of its largest, or twice the error that the
 * publisher's own program has in float32.
 */
export function expectReference(
  folder: string,
  name: string,
  values: ArrayLike<number>,
  { least = 1e-5, rows }: { readonly least?: number; readonly rows?: (row: number) => boolean } = {},
): void {
  const { data, shape } = referenceArray(folder, `${name}_f64`);
  const expected = Float64Array.from(data as Float64Array);
  const width = shape.at(-1)!;
  const kept = rows ? expected.filter((_, i) => rows(Math.floor(i / width))) : expected;
  expect(values.length).toBe(kept.length);
  let largest = 0;
  let difference = 0;
  for (let i = 0; i < kept.length; i++) {
    largest = Math.max(largest, Math.abs(kept[i]!));
    difference = Math.max(difference, Math.abs(kept[i]! - values[i]!));
  }
  const own = measuredError(folder, name);
  const allowed = Math.max(least * largest, 2 * own);
  if (!(difference <= allowed))
    throw new Error(`${folder}/${name} differs by ${difference}, allowed ${allowed}`);
}

function measuredError(folder: string, name: string): number {
  const file = referenceFile(folder, "manifest.json");
  if (!existsSync(file)) return 0;
  const manifest = JSON.parse(readFileSync(file, "utf8"));
  return manifest.largest_difference_float32_float64[name] ?? 0;
}
