import { invalidDataset, quoted } from "../invalid-dataset";
import type { LabelValue } from "../label-rows";
import { readCsv } from "../reading/read-csv";
import { FolderLabels, setLabel } from "./folder-labels";

const VALUES = new Map<string, LabelValue>([
  ["1", 1],
  ["+1", 1],
  ["-1", -1],
  ["0", 0],
]);

/**
 * `labels.csv` with the header `image,label` (one label in each row), `image,label,value` (1 present, -1
 * absent, 0 unknown) or `image,labels` (all labels of an image in one row, separated by ";" or "|"). An empty
 * label makes the image known without one.
 */
export async function readLabelsCsv(file: string): Promise<FolderLabels> {
  const images = new FolderLabels();
  let header: string | undefined;
  let columns = 0;
  for await (const { fields, line } of readCsv(file)) {
    const place = { file, at: `line ${line}` };
    if (header === undefined) {
      header = fields.join(",").toLowerCase();
      columns = fields.length;
      if (["image,label", "image,label,value", "image,labels"].includes(header)) continue;
      const problem = `expected the header image,label or image,label,value or image,labels, but got ${quoted(header)}`;
      throw invalidDataset(place, problem, "Put the header in the first line.");
    }
    if (fields.length !== columns) {
      const problem = `expected ${columns} fields (${header}), but got ${fields.length}`;
      throw invalidDataset(place, problem, 'Put a field with a comma in it into "quotes".');
    }
    const [name = "", text = "", valueText = "1"] = fields;
    if (header === "image,labels") {
      const image = images.onlyImage(name, place, []);
      const labels = text.split(/[;|]/).filter((label) => label.trim() !== "");
      for (const label of labels) setLabel(image, label, 1, place);
      continue;
    }
    const image = images.image(name, place);
    const value = VALUES.get(valueText);
    if (value === undefined) {
      const problem = `expected the value 1 (present), -1 (absent) or 0 (unknown), but got ${quoted(valueText)}`;
      throw invalidDataset(place, problem, "Correct it.");
    }
    if (text !== "") setLabel(image, text, value, place);
  }
  return images;
}
