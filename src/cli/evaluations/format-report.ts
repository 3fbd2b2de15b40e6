import { mainFigures, sectionTitle } from "../../evaluation/report/main-figures";
import type { EvaluationReport, SectionReport } from "../../evaluation/report/report";
import type { Interval } from "../../evaluation/resampling/interval";
import { formatTable } from "../terminal/format-table";

/** A report's main figures in percent, for people; classes by number, or by their names. */
export function formatReport(
  report: EvaluationReport,
  nameOf = (position: number) => `class ${position}`,
  mostConfusions = Number.POSITIVE_INFINITY,
): string {
  const { protocol, images, sections, warnings } = report;
  return [
    `Protocol ${protocol}, ${images} images`,
    ...sections.map((section) => formatSection(report, section, nameOf, mostConfusions)),
    ...warnings.map((warning) => `Beware: ${warning}`),
  ].join("\n\n");
}

function formatSection(
  report: EvaluationReport,
  section: SectionReport,
  nameOf: (position: number) => string,
  mostConfusions: number,
): string {
  const table = mainFigures(section).map(({ name, value, interval }) => [
    name,
    percent(value),
    range(interval),
  ]);
  const confused = section.atK.flatMap(({ k, confusions }) =>
    confusions
      .slice(0, mostConfusions)
      .map(
        ({ missed, predicted, images }) =>
          `Among the ${k} best: ${nameOf(predicted)} where ${nameOf(missed)} was missed, in ${images} ${images === 1 ? "image" : "images"}`,
      ),
  );
  return [sectionTitle(report, section), formatTable(table), ...confused].join("\n");
}

const percent = (value: number | null) => (value === null ? "-" : (100 * value).toFixed(2));
const range = (interval: Interval | null) =>
  interval ? `(${percent(interval.low)} to ${percent(interval.high)})` : "";
