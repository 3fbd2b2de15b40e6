import type { PlotLook } from "./plot-look";

const NAMESPACE = "http://www.w3.org/2000/svg";

/** Downloads a plot as an SVG that looks the same anywhere: on its own paper, in a font that every system has. */
export function saveSvg(plot: SVGSVGElement, { paper }: PlotLook, name: string): void {
  const copy = plot.cloneNode(true) as SVGSVGElement;
  copy.setAttribute("xmlns", NAMESPACE);
  copy.setAttribute("font-family", "system-ui, sans-serif");
  copy.setAttribute("font-size", "12");
  copy.setAttribute("color", plot.style.color);
  for (const text of copy.querySelectorAll("text")) text.setAttribute("xml:space", "preserve");
  const background = document.createElementNS(NAMESPACE, "rect");
  background.setAttribute("width", "100%");
  background.setAttribute("height", "100%");
  background.setAttribute("fill", paper);
  copy.prepend(background);
  const file = new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" });
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = `${name.replace(/[^\p{L}\p{N}]+/gu, "-").toLowerCase()}.svg`;
  link.click();
  URL.revokeObjectURL(address);
}
