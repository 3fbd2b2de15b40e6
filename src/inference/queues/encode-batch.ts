import { RegionaryError } from "../../errors";
import { shapeOf } from "../../model/chain";
import { elementCount } from "../../tensor/shape";
import type { Lane } from "../../threads/lane";
import type { SharedMemory } from "../../threads/shared-memory";
import type { ChainParts } from "../stages/chain-input";
import type { LaneEncodeModel } from "../stages/encode-model";
import type { EncodeTasks } from "../stages/encode-tasks";
import type { Segment } from "../stages/segments";

/** The images of an item for a segment: one, or several that are encoded together and with no others. */
export interface EncodedImages extends ChainParts {
  /** Memory shared by all threads for their regions. */
  readonly regions: Uint16Array<SharedArrayBuffer>; // [N, P, R]
  /** Whether they must not share a batch. */
  readonly alone: boolean;
}

/** What a segment made of an item's images, by name: regions are the bits of float16. */
export type EncodedValues = Readonly<Record<string, Float32Array | Uint16Array>>;

/** What a segment makes of each item's images, or why it makes nothing. Images together come alone. */
export async function encodeBatch(
  lane: Lane<EncodeTasks>,
  model: LaneEncodeModel,
  items: readonly EncodedImages[],
  segment: Pick<Segment, "stages" | "gives">,
  memory: SharedMemory,
): Promise<(EncodedValues | Error)[]> {
  const input = inOneBatch(items);
  if (!segment.gives.includes("regions")) {
    const made = items.map(({ count }) => memoryFor(segment, count, memory));
    const values = Object.fromEntries(segment.gives.map((name) => [name, made.map((of) => of[name]!)]));
    await lane.call("valuesInto", () => ({ value: { model, input, values }, transfer: [] }));
    return made;
  }
  const regions = items.map((item) => item.regions);
  const fit = await lane.call("encode", () => ({ value: { model, input, regions }, transfer: [] }));
  return regions.map((of, index) => (fit[index] ? { regions: of } : overflow()));
}

function inOneBatch(items: readonly EncodedImages[]): ChainParts {
  const names = Object.keys(items[0]!.values);
  return {
    count: items.reduce((sum, { count }) => sum + count, 0),
    values: Object.fromEntries(names.map((name) => [name, items.flatMap(({ values }) => values[name]!)])),
  };
}

/** Memory for what a segment gives of some images. */
function memoryFor(
  { stages, gives }: Pick<Segment, "stages" | "gives">,
  count: number,
  memory: SharedMemory,
): Record<string, Float32Array<SharedArrayBuffer>> {
  const length = (name: string) => count * elementCount(shapeOf(stages, name)!);
  return Object.fromEntries(gives.map((name) => [name, new Float32Array(memory.take(4 * length(name)))]));
}

function overflow(): RegionaryError {
  return new RegionaryError(
    "MODEL_OVERFLOW",
    "The model's regions for this image are infinite, not a number, or beyond half precision. Its head and its backbone probably do not belong together: check the import with `regionary models verify`.",
  );
}
