import { mainFigures, sectionTitle } from "../../evaluation/report/main-figures";
import type { ClassReport, SectionReport } from "../../evaluation/report/report";
import type { RunReport } from "../../evaluation/report/run-report";
import { element, escapeText } from "../markup";
import { htmlTable, percent } from "./html-table";
import { embeddedPicture, pageDocument } from "./page-document";

/** A picture of the set; its JPEG is null in a set of features, and where it cannot be read. */
export interface ShownPicture {
  readonly name: string;
  readonly jpeg: Uint8Array | null;
}

export interface ShownSection {
  readonly section: SectionReport;
  /** Plots as whole SVG documents. */
  readonly plots: readonly string[];
  readonly worstLabels: readonly {
    readonly label: ClassReport;
    readonly pictures: readonly ShownPicture[];
  }[];
  readonly mostWrong: readonly {
    readonly picture: ShownPicture;
    readonly predicted: number;
    readonly missed: number;
  }[];
}

interface ShownRun {
  readonly title: string;
  /** What was measured, and how, in the order in which it is shown. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly report: RunReport;
  readonly sections: readonly ShownSection[];
  readonly labelOf: (position: number) => string;
}

/** A run as one HTML document: what was measured, figures, plots, the worst labels and the most wrong pictures. */
export function reportPage({ title, facts, report, sections, labelOf }: ShownRun): string {
  const warnings = report.warnings.map((warning) => element("p", { class: "warning" }, escapeText(warning)));
  return pageDocument(
    title,
    [
      htmlTable(["", ""], facts),
      ...warnings,
      ...sections.flatMap((shown) => sectionMarkup(report, shown, labelOf)),
    ].join("\n"),
  );
}

function sectionMarkup(
  report: RunReport,
  { section, plots, worstLabels, mostWrong }: ShownSection,
  labelOf: ShownRun["labelOf"],
): string[] {
  const figures = mainFigures(section).map(({ name, value, interval }) => [
    name,
    { markup: element("b", {}, percent(value)) },
    interval ? `${percent(interval.low)} to ${percent(interval.high)}` : "",
  ]);
  return [
    element("h2", {}, escapeText(sectionTitle(report, section))),
    htmlTable(["in percent", "", "95 % interval"], figures),
    ...plots.map((svg) => embeddedPicture("image/svg+xml", Buffer.from(svg), titleOf(svg))),
    ...(worstLabels.length > 0 ? [element("h3", {}, "The labels with the lowest average precision")] : []),
    ...worstLabels.map(({ label, pictures }) => {
      const on = label.support === 1 ? "1 picture" : `${label.support} pictures`;
      const words = `${labelOf(label.class)}: AP ${percent(label.averagePrecision)}, on ${on}, of which:`;
      return `${element("h4", {}, escapeText(words))}\n${pictures.map((picture) => figure(picture)).join("")}`;
    }),
    ...(mostWrong.length > 0
      ? [element("h3", {}, "The pictures on which an absent label most outranks a present one")]
      : []),
    mostWrong
      .map(({ picture, predicted, missed }) =>
        figure(picture, `predicted ${labelOf(predicted)}, missed ${labelOf(missed)}`),
      )
      .join(""),
    element("h3", {}, "All labels"),
    labelTable(section, labelOf),
  ];
}

function figure({ name, jpeg }: ShownPicture, words = ""): string {
  const caption = words === "" ? name : `${name}: ${words}`;
  const picture = jpeg ? embeddedPicture("image/jpeg", jpeg, name) : "";
  return element("figure", {}, `${picture}${element("figcaption", {}, escapeText(caption))}`);
}

function labelTable({ perClass, intervals }: SectionReport, labelOf: ShownRun["labelOf"]): string {
  const ks = (perClass.find(({ atK }) => atK !== null)?.atK ?? []).map(({ k }) => k);
  const rows = perClass.map(({ class: position, seen, support, averagePrecision, atK }, place) => {
    const interval = intervals?.averagePrecision[place];
    return [
      labelOf(position),
      seen ? "seen" : "",
      support,
      percent(averagePrecision),
      interval ? `${percent(interval.low)} to ${percent(interval.high)}` : "",
      ...ks.map((_, at) => percent(atK?.[at]?.f1)),
    ];
  });
  return htmlTable(["label", "", "pictures", "AP", "95 % interval", ...ks.map((k) => `F1@${k}`)], rows);
}

/** A plot's own title, as its text for those who cannot see it. */
function titleOf(svg: string): string {
  return /<title[^>]*>([^<]*)</.exec(svg)?.[1] ?? "Plot";
}
