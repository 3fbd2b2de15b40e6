import { createTally, type Remark, remarksOn } from "../../remark";
import { invalidDataset, type Place, quoted } from "../invalid-dataset";
import { labelName } from "./folder-labels";

/** All labels of an image as a field of a table has them. */
interface LabelList {
  readonly text: string;
  readonly place: Place;
}

const BRACKETS = /^[[({].*[\])}]$/s;
const QUOTED_OR_PLAIN =
  /\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([^,'"\s()[\]{}][^,'"()[\]{}]*))\s*(?:,|$|(?=['"]))/y;

/**
 * Lists of labels by what separates their labels in this file: ";" or "|"; the commas of Python's lists; or commas,
 * where that is sure. A label in `listed` may have a comma in its name.
 */
export function splitLabelLists(
  lists: readonly LabelList[],
  listed: ReadonlySet<string>,
): { labels: string[][]; remarks: Remark[] } {
  const filled = lists.filter(({ text }) => text !== "");
  if (filled.some(({ text }) => BRACKETS.test(text) && !listed.has(labelName(text)))) {
    return { labels: lists.map(pythonList), remarks: [] };
  }
  if (filled.some(({ text }) => /[;|]/.test(text))) {
    return { labels: lists.map(({ text }) => partsOf(text, /[;|]/)), remarks: [] };
  }
  return splitAtCommas(lists, listed);
}

function partsOf(text: string, separator: RegExp): string[] {
  return text
    .split(separator)
    .map(labelName)
    .filter((label) => label !== "");
}

function splitAtCommas(lists: readonly LabelList[], listed: ReadonlySet<string>) {
  const uses = new Map<string, number>();
  for (const { text } of lists) {
    for (const label of new Set(partsOf(text, /,/))) uses.set(label, (uses.get(label) ?? 0) + 1);
  }
  const tally = createTally();
  const labels = lists.map(({ text, place }) => {
    if (!text.includes(",") || listed.has(labelName(text))) return partsOf(text, /$/);
    const parts = partsOf(text, /,/);
    const isSure =
      listed.size > 0
        ? parts.every((label) => listed.has(label))
        : parts.some((label) => uses.get(label)! > 1);
    if (!isSure) {
      const problem = `${quoted(text)} may be one label or several`;
      const advice =
        'Write ";" or "|" between labels, or list those with a comma in their name in labels.tsv ("label, tab, seen or unseen").';
      throw invalidDataset(place, problem, advice);
    }
    tally.add(() => `${place.at}: ${quoted(text)}`);
    return parts;
  });
  const remarks = remarksOn(
    "SEPARATED_BY_COMMAS",
    tally,
    (count) =>
      `The labels of ${count} ${count === 1 ? "image" : "images"} are separated at commas; write ";" between labels if commas are part of their names.`,
  );
  return { labels, remarks };
}

/** ['cat', "dog"], as Python and JSON write lists. */
function pythonList({ text, place }: LabelList): string[] {
  if (text === "") return [];
  const inner = text.slice(1, -1).trim();
  const labels: string[] = [];
  let end = 0;
  while (BRACKETS.test(text) && end < inner.length) {
    QUOTED_OR_PLAIN.lastIndex = end;
    const found = QUOTED_OR_PLAIN.exec(inner);
    if (!found) break;
    end = QUOTED_OR_PLAIN.lastIndex;
    labels.push(labelName((found[1] ?? found[2] ?? found[3]!).replace(/\\(.)/g, "$1")));
  }
  if (BRACKETS.test(text) && end === inner.length) return labels.filter((label) => label !== "");
  const problem = `expected a list in brackets, as others are in this file, but got ${quoted(text)}`;
  throw invalidDataset(place, problem, 'Correct it, or write ";" between labels in all rows.');
}
