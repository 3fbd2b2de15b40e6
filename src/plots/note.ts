import type { Frame } from "./axes";
import { text } from "./markup";

/** A note in the middle of an empty frame that says why it is empty. */
export function note({ left, right, top, bottom }: Frame, content: string): string {
  return text(content, { class: "middle", x: (left + right) / 2, y: (top + bottom) / 2 });
}
