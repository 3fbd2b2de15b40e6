import { element, escapeText } from "../markup";

/** A cell's text, or markup made here. */
export type Cell = string | number | { readonly markup: string };

/** An HTML table; texts are escaped, and numbers stand at the right. */
export function htmlTable(headings: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const head = headings.map((heading) => element("th", { scope: "col" }, escapeText(heading))).join("");
  const body = rows.map((row) => element("tr", {}, row.map(cellMarkup).join(""))).join("\n");
  return element(
    "table",
    {},
    `${element("thead", {}, element("tr", {}, head))}\n${element("tbody", {}, body)}`,
  );
}

function cellMarkup(cell: Cell): string {
  if (typeof cell === "object") return element("td", {}, cell.markup);
  if (typeof cell === "number") return element("td", { class: "number" }, escapeText(String(cell)));
  return element("td", {}, escapeText(cell));
}

/** A share in percent, such as 71.25; "–" where there is none. */
export function percent(share: number | null | undefined): string {
  return share === null || share === undefined ? "–" : (100 * share).toFixed(2);
}
