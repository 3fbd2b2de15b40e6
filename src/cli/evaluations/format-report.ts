import type { EvaluationReport, SectionReport } from "../../evaluation/report/report";
import type { Interval } from "../../evaluation/resampling/interval";
import { formatTable } from "../terminal/format-table";

/** A report's main figures in percent, for people; classes by number, or by their names. */
export function formatReport(
  { protocol, images, sections, warnings }: EvaluationReport,
  nameOf = (position: number) => `class ${position}`,
  mostConfusions = Number.POSITIVE_INFINITY,
): string {
  return [
    `Protocol ${protocol}, ${images} images`,
    ...sections.map((section) => formatSection(section, nameOf, mostConfusions)),
    ...warnings.map((warning) => `Beware: ${warning}`),
  ].join("\n\n");
}

function formatSection(
  section: SectionReport,
  nameOf: (position: number) => string,
  mostConfusions: number,
): string {
  const { meanAveragePrecision: map, atK, groups, intervals } = section;
  const empty = map.emptyClass === "zero" ? "counted 0" : "left out";
  const named = map.averagePrecision === "per-class" ? "" : ", AP pooled over classes as published";
  const rows = [
    [
      `mAP, macro (${map.classes} classes, ${map.emptyClasses} empty ${empty}${named})`,
      map.macro,
      intervals?.macro,
    ],
    ["mAP, macro over classes with a positive", map.macroOfNonEmpty, null],
    ["mAP, support-weighted", map.supportWeighted, intervals?.supportWeighted],
    ["AP, micro", map.micro, null],
    ...(groups
      ? [
          ["mAP, macro, seen classes", groups.seen.macro, null],
          ["mAP, macro, unseen classes", groups.unseen.macro, null],
          ["mAP, macro, harmonic mean of the two", groups.harmonicMean.macro, null],
        ]
      : []),
    ...atK.flatMap(({ k, pooled }, place) => [
      [`P@${k}, pooled`, pooled.precision, intervals?.atK[place]?.precision],
      [`R@${k}, pooled`, pooled.recall, intervals?.atK[place]?.recall],
      [`F1@${k}, pooled`, pooled.f1, intervals?.atK[place]?.f1],
    ]),
  ] as [string, number | null, Interval | null | undefined][];
  const title = `${section.section}: ${section.images} images, ${section.rankedClasses} classes ranked`;
  const table = rows.map(([name, value, interval]) => [name, percent(value), range(interval)]);
  const confused = atK.flatMap(({ k, confusions }) =>
    confusions
      .slice(0, mostConfusions)
      .map(
        ({ missed, predicted, images }) =>
          `Among the ${k} best: ${nameOf(predicted)} where ${nameOf(missed)} was missed, in ${images} ${images === 1 ? "image" : "images"}`,
      ),
  );
  return [title, formatTable(table), ...confused].join("\n");
}

const percent = (value: number | null) => (value === null ? "-" : (100 * value).toFixed(2));
const range = (interval: Interval | null | undefined) =>
  interval ? `(${percent(interval.low)} to ${percent(interval.high)})` : "";
