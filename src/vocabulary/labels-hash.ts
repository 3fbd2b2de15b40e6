import { createHash } from "node:crypto";

/**
 * The identity of a vocabulary, sha256 in hex: its labels in order, each with its training mark and its
 * alias. None of them has a control character. The database computes the same over what was stored before
 * vocabularies were only labels (prisma/migrations/20261126050000_vector_spaces).
 */
export function labelsHash(
  labels: readonly {
    readonly label: string;
    readonly training: string;
    readonly alias: string | null;
  }[],
): string {
  const hash = createHash("sha256");
  for (const { label, training, alias } of labels) hash.update(`${training}\t${label}\t${alias ?? ""}\n`);
  return hash.digest("hex");
}
