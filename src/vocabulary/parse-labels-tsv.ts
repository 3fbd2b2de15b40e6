import { RegionaryError } from "../errors";

/** A label of a benchmark's list. */
interface ListedLabel {
  readonly label: string;
  /** Whether the label was in the training. */
  readonly seen: boolean;
  /** The benchmark's own id of it, if a third column has one (Open Images repeats names). */
  readonly id: string | null;
}

/**
 * Reads a list of labels, one to a line: the label, a tab, "seen" or "unseen", and optionally a tab and the
 * label's id; further columns are ignored. Throws INVALID_VOCABULARY with the line. Duplicates are left to
 * `validateLabels`: lists have them.
 */
export function parseLabelsTsv(text: string): ListedLabel[] {
  const labels = text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .flatMap((line, index): ListedLabel[] => {
      if (line.trim() === "") return [];
      const [label = "", mark, id = ""] = line.split("\t").map((field) => field.trim());
      if (label === "" || (mark !== "seen" && mark !== "unseen")) {
        throw new RegionaryError(
          "INVALID_VOCABULARY",
          `Line ${index + 1} of the label list: expected a label, a tab, and "seen" or "unseen"; got ${JSON.stringify(line.slice(0, 80))}.`,
        );
      }
      return [{ label, seen: mark === "seen", id: id === "" ? null : id }];
    });
  if (labels.length === 0) throw new RegionaryError("INVALID_VOCABULARY", "The label list is empty.");
  return labels;
}
