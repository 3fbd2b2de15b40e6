export const THEMES = ["light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** The colors of a plot; the two of the data differ for color-blind eyes too. */
export const PALETTES: Readonly<Record<Theme, Readonly<Record<string, string>>>> = {
  light: {
    paper: "#ffffff",
    ink: "#1b1f24",
    quiet: "#57606a",
    grid: "#dde2e7",
    first: "#0b62a8",
    second: "#b93a06",
  },
  dark: {
    paper: "#12161b",
    ink: "#e6edf3",
    quiet: "#a3adb8",
    grid: "#323a44",
    first: "#6cb6ff",
    second: "#ffa657",
  },
};

const RULES = `
text{font:13px system-ui,-apple-system,"Segoe UI","DejaVu Sans",sans-serif;fill:var(--ink)}
.title{font-size:17px;font-weight:600}
.quiet{fill:var(--quiet)}
.value{font-size:12px;fill:var(--quiet)}
.start{text-anchor:start}.middle{text-anchor:middle}.end{text-anchor:end}
.paper{fill:var(--paper)}
.grid{stroke:var(--grid)}
.axis{stroke:var(--quiet)}
.first{--mark:var(--first)}.second{--mark:var(--second)}
.bar{fill:var(--mark);fill-opacity:.6;stroke:var(--mark)}
.area{fill:var(--mark);fill-opacity:.28;stroke:var(--mark);stroke-width:1.5}
.line{fill:none;stroke:var(--mark);stroke-width:2;stroke-linejoin:round}
.chance{fill:none;stroke:var(--quiet);stroke-width:1.5;stroke-dasharray:6 4}
.whisker{fill:none;stroke:var(--ink);stroke-width:1.25}`;

/** The style of a plot: in the requested theme, or in the one that the viewer prefers. */
export function styleOf(theme: Theme | null): string {
  const colors = (name: Theme) =>
    `svg{color-scheme:${name};${Object.entries(PALETTES[name])
      .map(([key, value]) => `--${key}:${value}`)
      .join(";")}}`;
  const chosen = theme
    ? colors(theme)
    : `${colors("light")}\n@media (prefers-color-scheme:dark){${colors("dark")}}`;
  return `\n${chosen}${RULES}\n`;
}
