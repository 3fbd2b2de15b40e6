import type { Verification } from "../../services/models/verify-model";
import type { Terminal } from "../terminal/terminal";

/** Says how far a head's logits are from the expected ones; over the limit, the command exits with 1. */
export function reportHead(
  { images, labels, columns, inexact, largest, space }: Verification,
  limit: number,
  terminal: Terminal,
): void {
  const which =
    columns === "ALL" ? "the seen ones first" : "the unseen ones alone, as many as --expect has columns";
  terminal.print(`${images} images x ${labels.length} labels (${which})`);
  terminal.print(`Vector space: ${space}`);
  if (inexact.length > 0) {
    const some = inexact.slice(0, 5).join(", ");
    terminal.print(
      `${inexact.length} labels take the vector of a variant or the mean of their words: ${some}`,
    );
  }
  const image = Math.floor(largest.index / labels.length) + 1;
  const label = labels[largest.index % labels.length];
  const value = largest.value.toExponential(3);
  const place = `image ${image}, "${label}": ${largest.found}, expected ${largest.expected}`;
  terminal.print(`Largest difference: ${value} (${place})`);
  if (largest.value <= limit) terminal.print(`Within the tolerance of ${limit}`);
  else
    terminal.fail(
      `Over the tolerance of ${limit}. A wrong --heads, --vectors or --labels gives such a difference too.`,
    );
}
