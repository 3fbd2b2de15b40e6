import type { Remark } from "../../remark";

/** A remark as lines: its sentence, its first examples, and how many more there are. */
export function formatRemark({ message, count, examples }: Remark): string {
  const more = count - examples.length;
  const lines = [...examples, ...(examples.length > 0 && more > 0 ? [`and ${more} more`] : [])];
  return [message, ...lines.map((line) => `  ${line}`)].join("\n");
}
