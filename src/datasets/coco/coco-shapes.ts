import { z } from "zod";
import { quoted } from "../invalid-dataset";

const MAX_SIDE = 65_535;

/** A field that `of` reads, or an issue that says what was expected and what came. */
function field<T>(expected: string, of: (value: unknown) => T | undefined) {
  return z
    .unknown()
    .optional()
    .transform((value, context): T => {
      const read = of(value);
      if (read !== undefined) return read;
      context.addIssue(`expected ${expected}, got ${shown(value)}`);
      return z.NEVER;
    });
}

/** JSON would hide what is no number. */
function shown(value: unknown): string {
  if (typeof value === "number") return `${value}`;
  return Array.isArray(value) ? `[${value.slice(0, 5).join(", ")}]` : quoted(value);
}

const ID = /^[^\p{Cc}\p{Cs}]{1,200}$/u;

/** The reader gives numbers of any size with all their digits, so that each id is one name. */
function idOf(value: unknown): string | undefined {
  if (typeof value === "number") return Number.isSafeInteger(value) ? `${value}` : undefined;
  return typeof value === "string" && ID.test(value) ? value : undefined;
}
const id = field("a whole number or a text of 1 to 200 characters", idOf);
const ids = field("a list of ids", (value) => {
  if (value === null || value === undefined) return null;
  const read = Array.isArray(value) ? value.map(idOf) : [undefined];
  return read.every((one) => one !== undefined) ? read : undefined;
});

/** Writers that do not know a size leave it out, or say null, 0 or -1. */
const side = field(`a size in pixels, at most ${MAX_SIDE}`, (value) => {
  const pixels = typeof value === "string" && /^\d{1,5}$/.test(value) ? Number(value) : (value ?? 0);
  if (typeof pixels !== "number" || !Number.isInteger(pixels) || pixels > MAX_SIDE) return undefined;
  return pixels > 0 ? pixels : null;
});

/** What some write instead of 0 and 1. */
const FLAGS = new Map<unknown, boolean>([
  ...([0, false, null, undefined, "0", "false", "False"] as const).map((no) => [no, false] as const),
  ...([1, true, "1", "true", "True"] as const).map((yes) => [yes, true] as const),
]);
const flag = field("0 or 1", (value) => FLAGS.get(value));

const text = z.string().nullish();
export const imageShape = z.object({
  id,
  ...{ file_name: text, path: text, coco_url: text },
  ...{ width: side, height: side },
  ...{ neg_category_ids: ids, pos_category_ids: ids },
});

const name = field("a name", (value) => {
  const given = typeof value === "number" ? `${value}` : value;
  return (typeof given === "string" && given.normalize("NFC").trim()) || undefined;
});
export const categoryShape = z.object({ id, name, supercategory: z.unknown().optional() });

/** A box [left, top, width, height]; another list is none, but a width below 0 or what is no number is a mistake. */
const box = field("[left, top, width, height] in pixels, width and height not negative", (value) => {
  if (value === null || value === undefined) return null;
  if (!Array.isArray(value) || !value.every((edge) => edge === null || Number.isFinite(edge)))
    return undefined;
  const edges = value as (number | null)[];
  if (edges.length !== 4 || edges.includes(null)) return null;
  return edges[2]! >= 0 && edges[3]! >= 0 ? (edges as number[]) : undefined;
});
export const annotationShape = z.object({ image_id: id, category_id: id, bbox: box, iscrowd: flag });

/** The fields of any entry that are read. */
export const READ_FIELDS = new Set([
  ...Object.keys(imageShape.shape),
  ...Object.keys(categoryShape.shape),
  ...Object.keys(annotationShape.shape),
]);
