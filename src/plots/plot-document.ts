import { element, escapeText, text } from "./markup";
import { shortened } from "./shortened";
import { styleOf, type Theme } from "./theme";

/** The words about a plot. */
export interface PlotWords {
  readonly title: string;
  /** What was measured, and on what. */
  readonly subtitle: string;
}

const MARGIN = 24;
const TITLE_WIDTH = 72;
const SUBTITLE_WIDTH = 96;

export const PLOT_WIDTH = 720;

/**
 * A whole SVG document: it loads nothing, runs nothing, and describes what it shows to those who cannot see
 * it.
 */
export function plotDocument(
  { title, subtitle }: PlotWords,
  { height, theme, description }: { height: number; theme: Theme | null; description: string },
  markup: string,
): string {
  const frame = { width: PLOT_WIDTH, height };
  const document = element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${PLOT_WIDTH} ${height}`,
      ...frame,
      role: "img",
      "aria-labelledby": "title description",
    },
    [
      element("title", { id: "title" }, escapeText(title)),
      element("desc", { id: "description" }, escapeText(`${subtitle}. ${description}`)),
      element("style", {}, styleOf(theme)),
      element("rect", { class: "paper", ...frame }),
      text(shortened(title, TITLE_WIDTH), { class: "title", x: MARGIN, y: 34 }),
      text(shortened(subtitle, SUBTITLE_WIDTH), { class: "quiet", x: MARGIN, y: 56 }),
      markup,
    ].join("\n"),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${document}\n`;
}
