import { createHash } from "node:crypto";

/**
 * The identity of a vocabulary, sha256 in hex: its labels in order, each with its training mark, its alias and, where it
 * has them, its prompt or phrases. None of them has a control character. Without prompts and phrases the database computes
 * the same over what was stored before vocabularies were only labels (prisma/migrations/20261126050000_vector_spaces).
 */
export function labelsHash(
  labels: readonly {
    readonly label: string;
    readonly training: string;
    readonly alias: string | null;
    readonly prompt: string | null;
    readonly phrases: readonly string[];
  }[],
): string {
  const hash = createHash("sha256");
  for (const { label, training, alias, prompt, phrases } of labels) {
    const parts = [training, label, alias ?? ""];
    if (prompt !== null) parts.push("prompt", prompt);
    if (phrases.length > 0) parts.push("phrases", ...phrases);
    hash.update(`${parts.join("\t")}\n`);
  }
  return hash.digest("hex");
}
