import { element, text } from "./markup";
import { PLOT_WIDTH } from "./plot-document";

/** What a mark stands for; `mark` is its class, drawn as a patch or as a line. */
export interface LegendEntry {
  readonly mark: string;
  readonly drawnAs: "patch" | "line";
  readonly label: string;
}

const LEFT = 24;
const TOP = 82;

/** One line of marks and what they stand for, each given an equal share of the width. */
export function legend(entries: readonly LegendEntry[]): string {
  const share = (PLOT_WIDTH - 2 * LEFT) / entries.length;
  return entries
    .map(({ mark, drawnAs, label }, place) => {
      const x = LEFT + place * share;
      const sign =
        drawnAs === "line"
          ? element("path", { class: mark, d: `M${x} ${TOP - 5}h24` })
          : element("rect", { class: mark, x, y: TOP - 12, width: 24, height: 13 });
      return sign + text(label, { x: x + 32, y: TOP });
    })
    .join("\n");
}
