import type { Frame } from "./axes";
import { text } from "./markup";

/** Says in the middle of an empty frame why it is empty. */
export function note({ left, right, top, bottom }: Frame, content: string): string {
  return text(content, { class: "middle", x: (left + right) / 2, y: (top + bottom) / 2 });
}
