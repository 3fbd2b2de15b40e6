import { element, text } from "./markup";

/** Where the data are drawn, in the document's units. */
export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A value's place along an axis, and what is written there. */
interface Tick {
  readonly at: number;
  readonly label: string;
}

interface Axis {
  readonly title: string;
  readonly ticks: readonly Tick[];
}

/** Grid lines, numbers and titles of both axes; `y` is null if the rows have names of their own. */
export function axes({ left, right, top, bottom }: Frame, x: Axis, y: Axis | null): string {
  const middle = (top + bottom) / 2;
  return [
    ...x.ticks.flatMap(({ at, label }) => [
      element("line", { class: "grid", x1: at, x2: at, y1: top, y2: bottom }),
      text(label, { class: "quiet middle", x: at, y: bottom + 20 }),
    ]),
    ...(y?.ticks ?? []).flatMap(({ at, label }) => [
      element("line", { class: "grid", x1: left, x2: right, y1: at, y2: at }),
      text(label, { class: "quiet end", x: left - 8, y: at + 4.5 }),
    ]),
    element("line", { class: "axis", x1: left, x2: right, y1: bottom, y2: bottom }),
    element("line", { class: "axis", x1: left, x2: left, y1: top, y2: bottom }),
    text(x.title, { class: "middle", x: (left + right) / 2, y: bottom + 44 }),
    y && text(y.title, { class: "middle", transform: `translate(20 ${middle}) rotate(-90)` }),
  ]
    .filter((markup) => markup !== null)
    .join("\n");
}
