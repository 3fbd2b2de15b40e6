import { RegionaryError } from "../../errors";
import type { LabelRow, LabelTraining } from "../../storage/vocabularies/vocabularies";
import { validateLabels } from "../../vocabulary/validate-labels";

const MAX_ALIAS_LENGTH = 200;

/** Labels as a vocabulary has them. INVALID_VOCABULARY names every label that is invalid or has an invalid alias. */
export function cleanLabels(
  wanted: readonly {
    readonly label: string;
    readonly alias?: string | null;
    readonly training?: LabelTraining | null;
  }[],
): Omit<LabelRow, "vocabularyId" | "position">[] {
  const names = validateLabels(wanted.map(({ label }) => label));
  const labels = wanted.map(({ alias, training }, position) => {
    const label = names[position]!;
    // Characters that cannot be stored are not part of a word either.
    const phrase = (alias ?? "")
      .replace(/[\p{Cc}\p{Cs}]+/gu, " ")
      .trim()
      .normalize("NFC");
    return {
      label,
      training: training ?? "UNKNOWN",
      alias: phrase === "" || phrase === label ? null : phrase,
    };
  });
  const problems = labels.flatMap(({ label, alias }, position) =>
    alias !== null && alias.length > MAX_ALIAS_LENGTH
      ? [
          {
            position,
            label,
            reason: `must have an alias of at most ${MAX_ALIAS_LENGTH} characters; got ${alias.length}`,
          },
        ]
      : [],
  );
  const [first] = problems;
  if (!first) return labels;
  throw new RegionaryError(
    "INVALID_VOCABULARY",
    `${problems.length} of ${labels.length} labels cannot be used; the first: "${first.label}" ${first.reason}.`,
    { problems },
  );
}
