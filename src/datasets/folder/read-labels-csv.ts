import { invalidDataset, type Place, quoted } from "../invalid-dataset";
import type { LabelValue } from "../label-rows";
import { readCsv } from "../reading/read-csv";
import { readLines } from "../reading/read-lines";
import { type CsvLayout, csvLayout } from "./csv-layout";
import { type FolderImage, FolderLabels, labelName, setLabel } from "./folder-labels";
import { splitLabelLists } from "./split-label-lists";

const VALUES = new Map<string, LabelValue>([
  ["1", 1],
  ["+1", 1],
  ["-1", -1],
  ["0", 0],
]);
/** In a column for each label. */
const YES_OR_NO = new Map<string, LabelValue>([
  ...["1", "1.0", "true", "yes"].map((text) => [text, 1] as const),
  ...["0", "0.0", "false", "no"].map((text) => [text, -1] as const),
]);

/**
 * `labels.csv` with the header `image,label` (one label in each row), `image,label,value` (1 present, -1
 * absent, 0 unknown), `image,labels` (all labels of an image in one row, see `splitLabelLists`), `image` and a column
 * for each label with 1 or 0, or with boxes (`filename,width,height,class,xmin,ymin,xmax,ymax`). The columns may be
 * called as such files call them (`id`, `class`, `tags`), and separated by commas, semicolons or tabs. An empty
 * label makes the image known without one.
 */
export async function readLabelsCsv(file: string, listed: ReadonlySet<string>): Promise<FolderLabels> {
  const images = new FolderLabels();
  let header: { readonly layout: CsvLayout; readonly names: readonly string[] } | undefined;
  const lists: { name: string; text: string; place: Place }[] = [];
  for await (const { fields, line } of readCsv(file, await delimiterOf(file))) {
    const place = { file, at: `line ${line}` };
    if (header === undefined) {
      header = { layout: csvLayout(fields, place), names: fields };
      continue;
    }
    const { layout, names } = header;
    if (fields.length !== names.length) {
      const problem = `expected ${names.length} fields (${names.join(",").toLowerCase()}), but got ${fields.length}`;
      throw invalidDataset(place, problem, 'Put a field with a comma in it into "quotes".');
    }
    if (layout.kind === "labels") {
      lists.push({ name: fields[layout.name]!, text: fields[layout.labels]!, place });
    } else {
      addRow(images, layout, fields, place);
    }
  }
  const { labels, remarks } = splitLabelLists(lists, listed);
  for (const [index, { name, place }] of lists.entries()) {
    const image = images.onlyImage(name, place, []);
    for (const label of labels[index]!) setLabel(image, label, 1, place);
  }
  images.remarks.push(...remarks);
  return images;
}

/** Spreadsheets separate fields by semicolons where numbers have decimal commas. */
async function delimiterOf(file: string): Promise<string> {
  for await (const { text } of readLines(file)) {
    return text.includes(",") ? "," : ([";", "\t"].find((delimiter) => text.includes(delimiter)) ?? ",");
  }
  return ",";
}

function addRow(
  images: FolderLabels,
  layout: Exclude<CsvLayout, { readonly kind: "labels" }>,
  fields: readonly string[],
  place: Place,
): void {
  const image = images.image(fields[layout.name]!, place);
  if (layout.kind === "columns") {
    for (const [column, label] of layout.columns) {
      const value = YES_OR_NO.get(fields[column]!.toLowerCase());
      if (value === undefined) {
        const problem = `expected 1 (present) or 0 (absent) in the column ${quoted(label)}, but got ${quoted(fields[column])}`;
        throw invalidDataset(
          place,
          problem,
          "Leave out columns that are no labels; write rows image,label,value with 0 for what is unknown.",
        );
      }
      setLabel(image, label, value, place);
    }
    return;
  }
  const label = fields[layout.label]!;
  const valueText = layout.kind === "label" && layout.value !== null ? fields[layout.value]! : "1";
  const value = VALUES.get(valueText);
  if (value === undefined) {
    const problem = `expected the value 1 (present), -1 (absent) or 0 (unknown), but got ${quoted(valueText)}`;
    throw invalidDataset(place, problem, "Correct it.");
  }
  if (label !== "") setLabel(image, label, value, place);
  if (layout.kind !== "boxes") return;
  setSize(
    image,
    layout.size.map((column) => fields[column]!),
    place,
  );
  const texts = layout.edges.map((column) => fields[column]!);
  if (label === "" && texts.every((text) => text === "")) return;
  const [left, top, right, bottom] = texts.map((text) => (text === "" ? Number.NaN : Number(text)));
  if (
    label === "" ||
    !(left! < right! && top! < bottom! && left! >= 0 && top! >= 0 && right! <= 65_535 && bottom! <= 65_535)
  ) {
    const problem = `expected a label and a box in pixels (xmin, ymin, xmax, ymax), but got ${quoted([label, ...texts].join(","))}`;
    throw invalidDataset(
      place,
      problem,
      "Correct the row, or leave all five empty for a picture without an object.",
    );
  }
  image.boxes.push({ label: labelName(label), left: left!, top: top!, right: right!, bottom: bottom! });
}

/** The size of the picture that was annotated; one that is empty, 0 or -1 is not known. */
function setSize(image: FolderImage, texts: readonly string[], place: Place): void {
  const [width, height] = texts.map(Number);
  if (!width || !height || width < 0 || height < 0) return;
  const earlier = image.stated?.size;
  if (earlier && (earlier.width !== width || earlier.height !== height)) {
    const problem = `the picture is ${width}x${height} here and ${earlier.width}x${earlier.height} at ${image.stated!.place.at}`;
    throw invalidDataset(place, problem, "Correct the size in one of the rows.");
  }
  image.stated ??= { size: { width, height }, place };
}
