import type { Figure } from "./benchmark";

/** A figure in a line. */
export function lineOf(figure: Figure): string {
  const { name, unit, target, met } = figure;
  const reached = target === undefined ? "" : `  (target ${target}: ${met ? "met" : "missed"})`;
  return `  ${`${name}: ${valueText(figure)} ${unit}`.trimEnd()}${noteText(figure)}${reached}`;
}

/** Figures named "column: row" as a table in Markdown, its rows in the order in which they first come. */
export function tableOf(figures: readonly Figure[]): string {
  const columns = [...new Set(figures.map((figure) => placeOf(figure).column))];
  const rows = [...new Set(figures.map((figure) => placeOf(figure).row))];
  const at = (column: string, row: string) => {
    const figure = figures.find((one) => placeOf(one).column === column && placeOf(one).row === row);
    return figure ? cellOf(figure) : "";
  };
  return [
    `| | ${columns.join(" | ")} |`,
    `|---|${"---|".repeat(columns.length)}`,
    ...rows.map((row) => `| ${row} | ${columns.map((column) => at(column, row)).join(" | ")} |`),
  ].join("\n");
}

function placeOf({ name, unit }: Figure): { column: string; row: string } {
  const [column = "", ...row] = name.split(": ");
  return { column, row: [row.join(": "), unit].filter(Boolean).join(", ") };
}

function cellOf(figure: Figure): string {
  const { target, met } = figure;
  const reached = target === undefined ? "" : `; ${target}: ${met ? "met" : "**missed**"}`;
  return `${valueText(figure)}${noteText(figure)}${reached}`;
}

function valueText({ value, range }: Figure): string {
  return range ? `${short(value)} (${short(range[0])} to ${short(range[1])})` : short(value);
}

function noteText({ note }: Figure): string {
  return note === undefined ? "" : ` [${note}]`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
