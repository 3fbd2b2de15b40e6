import { RegionaryError } from "../../errors";
import type { Database } from "../../storage/database/database";
import type { NewLabelVectors } from "../../storage/vocabularies/label-vectors";
import { storedWords } from "../../storage/vocabularies/stored-words";
import type { WordVectorSetRow } from "../../storage/vocabularies/word-vectors";
import { resolveLabels } from "../../vocabulary/resolve-labels";

/** The vectors of labels by a word-vector set, [labels, dimensions]; INVALID_VOCABULARY names every label without one. */
export async function lookUpLabels(
  db: Database,
  labels: readonly { readonly label: string; readonly alias: string | null }[],
  set: WordVectorSetRow,
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
              reason: `has no vector: ${resolution.missing.map((word) => `"${word}"`).join(", ")} not in the set "${set.name}"`,
              nearest: resolution.nearest,
            },
          ]
        : [],
    );
    const first = problems[0]!;
    throw new RegionaryError(
      "INVALID_VOCABULARY",
      `${problems.length} of ${labels.length} labels cannot be resolved; the first: "${first.label}" ${first.reason}` +
        `${first.nearest.length > 0 ? ` (nearest: ${first.nearest.join(", ")})` : ""}. Give an alias or a vector.`,
      { problems },
    );
  }
  const vectors = new Float32Array(labels.length * set.dimensions);
  for (const [index, { vector }] of found.entries()) vectors.set(vector, index * set.dimensions);
  return { vectors, origins: found.map(({ method, words }) => ({ origin: method, words })) };
}
