import { invalidDataset, type Place, quoted } from "../invalid-dataset";

/** Which column of a CSV file of labels holds what. */
export type CsvLayout = { readonly name: number } & (
  | { readonly kind: "label"; readonly label: number; readonly value: number | null }
  | { readonly kind: "labels"; readonly labels: number }
  /** A column for each label, with 1 or 0. */
  | { readonly kind: "columns"; readonly columns: readonly (readonly [column: number, label: string])[] }
  | {
      readonly kind: "boxes";
      readonly label: number;
      readonly edges: readonly number[];
      readonly size: readonly number[];
    }
);

const NAMES =
  /^(?:image|images|img|picture|photo|file|path|id)(?:[_ ]?(?:id|name|path|file))?$|^file[_ ]?names?$/;
const LABEL = /^(?:label|class|category|breed|species|target)(?:[_ ]?name)?$/;
const LABELS = /^(?:labels|classes|categories|tags)$/;
const EDGES = [/^x_?min$/, /^y_?min$/, /^x_?max$/, /^y_?max$/];
const SIZES = [/^width$/, /^height$/];

/** Headers of tools' own files that are not read as they are, and what to do with them. */
const OTHERS: readonly (readonly [string, RegExp, string])[] = [
  [
    "VIA (VGG Image Annotator)",
    /\bregion_shape_attributes\b/,
    "Export its annotations as COCO, and import them with benchmarks import coco",
  ],
  [
    "Label Studio",
    /\bannotation_id\b|\blead_time\b/,
    "Export as COCO, and import with benchmarks import coco",
  ],
  [
    "Open Images",
    /^imageid,source,labelname,confidence/,
    "Import them with benchmarks import open-images, or name the columns image,label,value",
  ],
  [
    "a list of pixels",
    /\b(?:encodedpixels|rle_mask|pixels|pixel0)\b/,
    "Give the labels as image,label, and the pictures as files",
  ],
];

const EXPECTED =
  "image,label (or image,label,value), image,labels, or image and a column for each label with 1 or 0";

/** What the header of a CSV file of labels says; INVALID_DATASET for one that leaves doubt. */
export function csvLayout(header: readonly string[], place: Place): CsvLayout {
  const names = header.map((name) => name.toLowerCase());
  const joined = names.join(",");
  const other = OTHERS.find(([, pattern]) => pattern.test(joined));
  if (other) throw invalidDataset(place, `the header is that of ${other[0]}`, `${other[2]}.`);
  const those = (pattern: RegExp, without: readonly number[] = []) =>
    names.flatMap((name, column) => (pattern.test(name) && !without.includes(column) ? [column] : []));
  const [name, secondName] = those(NAMES);
  if (name === undefined || secondName !== undefined) throw unknownHeader(header, place);
  const [label, ...otherLabels] = those(LABEL);
  const [labels, ...otherLists] = those(LABELS);
  const edges = EDGES.flatMap((pattern) => those(pattern));
  const size = SIZES.flatMap((pattern) => those(pattern));
  const isNumbered = names[0] === ""; // pandas writes its index
  const rest = names.length - 1 - (isNumbered ? 1 : 0);
  if (label !== undefined && otherLabels.length === 0) {
    const value = names.indexOf("value");
    if (rest === 1) return { kind: "label", name, label, value: null };
    if (rest === 2 && value >= 0) return { kind: "label", name, label, value };
    if (edges.length === 4 && rest - size.length === 5) return { kind: "boxes", name, label, edges, size };
  }
  if (labels !== undefined && otherLists.length === 0 && rest === 1) return { kind: "labels", name, labels };
  const known = label !== undefined || labels !== undefined || edges.length > 0;
  if (known || rest < 2) throw unknownHeader(header, place);
  const columns = header.flatMap((label, column) =>
    column === name || (isNumbered && column === 0) ? [] : [[column, label] as const],
  );
  if (columns.some(([, label]) => label === "")) throw unknownHeader(header, place);
  return { kind: "columns", name, columns };
}

function unknownHeader(header: readonly string[], place: Place) {
  const problem = `expected the header ${EXPECTED}, but got ${quoted(header.join(","))}`;
  return invalidDataset(place, problem, "Put such a header in the first line, and no other columns.");
}
