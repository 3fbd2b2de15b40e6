/** What decides whether two versions of a vocabulary have the same label. */
export interface ComparedLabel {
  readonly label: string;
  readonly alias: string | null;
  readonly prompt: string | null;
  readonly phrases: readonly string[];
  readonly training: string;
}

export type ChangedField = "alias" | "prompt" | "phrases" | "training";

export interface Differences<L extends ComparedLabel> {
  readonly added: readonly L[];
  readonly removed: readonly L[];
  readonly changed: readonly { readonly before: L; readonly after: L; readonly fields: ChangedField[] }[];
  /** Whether the labels that both have are in another order. */
  readonly isReordered: boolean;
}

const FIELDS = ["training", "alias", "prompt", "phrases"] as const;

/** What a version has that an earlier one had not, or had otherwise; labels are the same by their spelling. */
export function differencesOf<L extends ComparedLabel>(
  before: readonly L[],
  after: readonly L[],
): Differences<L> {
  const earlier = new Map(before.map((label) => [label.label, label]));
  const later = new Set(after.map(({ label }) => label));
  const kept = after.filter(({ label }) => earlier.has(label));
  const changed = kept.flatMap((label) => {
    const was = earlier.get(label.label)!;
    const fields = FIELDS.filter((field) => JSON.stringify(was[field]) !== JSON.stringify(label[field]));
    return fields.length > 0 ? [{ before: was, after: label, fields }] : [];
  });
  const order = before.filter(({ label }) => later.has(label));
  return {
    added: after.filter(({ label }) => !earlier.has(label)),
    removed: before.filter(({ label }) => !later.has(label)),
    changed,
    isReordered: order.some(({ label }, place) => kept[place]!.label !== label),
  };
}
