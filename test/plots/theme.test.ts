import { PALETTES, styleOf, THEMES } from "../../src/plots/theme";

/** WCAG 2's relative luminance of a color like #1b1f24. */
function luminance(color: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

describe("the themes of plots", () => {
  it.each(THEMES)("%s gives text and marks the contrast with the paper that WCAG demands", (theme) => {
    const { paper, ink, quiet, first, second } = PALETTES[theme];
    for (const color of [ink, quiet, first, second])
      expect(contrast(color!, paper!)).toBeGreaterThanOrEqual(4.5);
  });

  it("follow the viewer unless one is requested", () => {
    expect(styleOf(null)).toContain("prefers-color-scheme:dark");
    for (const theme of THEMES) {
      expect(styleOf(theme)).not.toContain("prefers-color-scheme");
      expect(styleOf(theme)).toContain(`--paper:${PALETTES[theme].paper}`);
    }
  });
});
