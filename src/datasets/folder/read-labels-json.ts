import { z } from "zod";
import { entryProblem } from "../entry-problem";
import { invalidDataset } from "../invalid-dataset";
import { readJsonEntries } from "../reading/read-json-entries";
import { FolderLabels, labelName, type NamedBox, setLabel } from "./folder-labels";
import { refuseForeignEntry } from "./foreign-annotations";

const label = z.string().min(1);
const edge = z.number().min(0).max(65_535);
const box = z.tuple([label, edge, edge, edge, edge]).refine(([, left, top, right, bottom]) => {
  return left < right && top < bottom;
}, "a box is [label, left, top, right, bottom], with left < right and top < bottom");
const imageShape = z.union([
  z.array(label).transform((labels) => ({ labels, absent: [], unknown: [], boxes: [] })),
  z.object({
    labels: z.array(label),
    absent: z.array(label).default([]),
    unknown: z.array(label).default([]),
    boxes: z.array(box).default([]),
  }),
]);

/**
 * `labels.json`: an object with the images' names as keys, and for each a list of its labels, or an object
 * with `labels` and perhaps `absent`, `unknown` and `boxes` ([label, left, top, right, bottom] in pixels).
 * What a box shows is present.
 */
export async function readLabelsJson(file: string): Promise<FolderLabels> {
  const images = new FolderLabels();
  let invalid: Error | undefined;
  for await (const { keys, value } of readJsonEntries(file, { paths: ["$.*"] })) {
    const place = { file, at: `the image ${JSON.stringify(keys[0])}` };
    const parsed = imageShape.safeParse(value);
    if (!parsed.success || typeof keys[0] !== "string") {
      refuseForeignEntry(place, keys[0]!, value);
      if (invalid) continue;
      const reason = parsed.error ? entryProblem(parsed.error) : "it is in a list";
      const problem = `expected {"labels": [...], "boxes": [[label, left, top, right, bottom], ...]} or a list of labels under an image's name, but ${reason}`;
      // A later entry may tell whose file it is.
      invalid = invalidDataset(place, problem, "Correct the entry.");
      continue;
    }
    if (invalid) continue;
    const { labels, absent, unknown, boxes } = parsed.data;
    const image = images.onlyImage(keys[0], place, boxes.map(namedBox));
    for (const name of [...labels, ...image.boxes.map((box) => box.label)]) setLabel(image, name, 1, place);
    for (const name of absent) setLabel(image, name, -1, place);
    for (const name of unknown) setLabel(image, name, 0, place);
  }
  if (invalid) throw invalid;
  return images;
}

function namedBox([label, left, top, right, bottom]: z.infer<typeof box>): NamedBox {
  return { label: labelName(label), left, top, right, bottom };
}
