import { RegionaryError } from "../../errors";
import type { Database } from "../../storage/database/database";
import type { NewLabelVectors } from "../../storage/vocabularies/label-vectors";
import { storedWords } from "../../storage/vocabularies/stored-words";
import type { WordVectorSetRow } from "../../storage/vocabularies/word-vectors";
import { type LabelResolution, resolveLabels } from "../../vocabulary/resolve-labels";

type Unresolved = Extract<LabelResolution, { method: "UNRESOLVED" }>;

const IN_A_VOCABULARY =
  "Give an alias or a vector; where a vocabulary is created, they can be left out (skipUnresolved, --skip-unresolved).";

/**
 * The vectors of labels by a word-vector set, [labels, dimensions]; INVALID_VOCABULARY names every label without one, and
 * says what to do about the first.
 */
export async function lookUpLabels(
  db: Database,
  labels: readonly { readonly label: string; readonly alias: string | null }[],
  set: WordVectorSetRow,
  whatToDo: (label: string) => string | Promise<string> = () => IN_A_VOCABULARY,
): Promise<Omit<NewLabelVectors, "contentHash">> {
  const resolutions = await resolveLabels(
    labels.map(({ label, alias }) => ({ label, alias: alias ?? undefined })),
    storedWords(db, set),
  );
  const found = resolutions.flatMap((resolution) => (resolution.method === "UNRESOLVED" ? [] : [resolution]));
  if (found.length < labels.length) {
    const problems = resolutions.flatMap((resolution, position) =>
      resolution.method === "UNRESOLVED"
        ? [
            {
              position,
              label: resolution.label,
              reason: whyUnresolved(resolution, set.name),
              nearest: resolution.nearest,
            },
          ]
        : [],
    );
    const first = problems[0]!;
    throw new RegionaryError(
      "INVALID_VOCABULARY",
      `${problems.length} of ${labels.length} labels cannot be resolved; the first: "${first.label}" ${first.reason}` +
        `${first.nearest.length > 0 ? ` (nearest: ${first.nearest.join(", ")})` : ""}. ${await whatToDo(first.label)}`,
      { problems },
    );
  }
  const vectors = new Float32Array(labels.length * set.dimensions);
  for (const [index, { vector }] of found.entries()) vectors.set(vector, index * set.dimensions);
  return { vectors, origins: found.map(({ method, words }) => ({ origin: method, words })) };
}

/** Why a label has no vector in a word-vector set, to be read after the label. */
export function whyUnresolved({ missing, signs, nearest }: Unresolved, set: string): string {
  if (signs === "")
    return `has no vector: ${missing.map((word) => `"${word}"`).join(", ")} not in the set "${set}"`;
  return `has no vector: it is not in the set "${set}", and without "${signs}" it would be "${nearest.join(" ")}", which may mean something else`;
}
