import { RegionaryError } from "../errors";
import { cleanLabel, labelFault, MAX_LABEL_LENGTH } from "./clean-label";

/** NUS-WIDE has 1,006 labels, Open Images 7,586. */
export const MAX_LABELS = 20_000;

/** One invalid label. The field names are those of labels that cannot be resolved. */
interface LabelProblem {
  readonly position: number;
  readonly label: string;
  readonly reason: string;
}

/**
 * The labels trimmed and composed (NFC), in their order. Throws INVALID_VOCABULARY for none or more than
 * 20,000, and otherwise once for all invalid labels: empty, over 200 characters, with control characters or
 * U+FFFD, or repeated (spelled the same; "Cat" and "cat" are two labels). `details.problems` lists them by position.
 */
export function validateLabels(labels: readonly string[]): string[] {
  if (labels.length === 0 || labels.length > MAX_LABELS) {
    throw new RegionaryError(
      "INVALID_VOCABULARY",
      `A vocabulary must have 1 to ${MAX_LABELS} labels; got ${labels.length}.`,
    );
  }
  const cleaned = labels.map(cleanLabel);
  const firstPosition = new Map<string, number>();
  const problems = cleaned.flatMap((label, position): LabelProblem[] => {
    const earlier = firstPosition.get(label);
    if (earlier === undefined) firstPosition.set(label, position);
    const reason = labelFault(label) ?? (earlier === undefined ? null : `repeats label ${earlier + 1}`);
    return reason === null
      ? []
      : [{ position, label: (label || labels[position]!).slice(0, MAX_LABEL_LENGTH), reason }];
  });
  const first = problems[0];
  if (first) {
    throw new RegionaryError(
      "INVALID_VOCABULARY",
      `${problems.length} of ${labels.length} labels cannot be used; the first: label ${first.position + 1}, ${JSON.stringify(first.label)}, ${first.reason}.`,
      { problems },
    );
  }
  return cleaned;
}
