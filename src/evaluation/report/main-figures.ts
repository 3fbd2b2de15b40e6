import type { Interval } from "../resampling/interval";
import type { EvaluationReport, SectionReport } from "./report";

/** A figure of a section for people: a share from 0 to 1, null where it has no value. */
export interface NamedFigure {
  readonly name: string;
  readonly value: number | null;
  readonly interval: Interval | null;
}

/** A section's main figures in the order in which people read them. */
export function mainFigures(section: SectionReport): NamedFigure[] {
  const { meanAveragePrecision: map, atK, groups, intervals } = section;
  const empty = map.emptyClass === "zero" ? "counted 0" : "left out";
  const pooled = map.averagePrecision === "per-class" ? "" : ", AP pooled over classes as published";
  const figure = (name: string, value: number | null, interval: Interval | null = null) => ({
    ...{ name, value, interval },
  });
  return [
    figure(
      `mAP, macro (${map.classes} classes, ${map.emptyClasses} empty ${empty}${pooled})`,
      map.macro,
      intervals?.macro,
    ),
    figure("mAP, macro over classes with a positive", map.macroOfNonEmpty),
    figure("mAP, support-weighted", map.supportWeighted, intervals?.supportWeighted),
    figure("AP, micro", map.micro),
    ...(groups
      ? [
          figure("mAP, macro, seen classes", groups.seen.macro),
          figure("mAP, macro, unseen classes", groups.unseen.macro),
          figure("mAP, macro, harmonic mean of the two", groups.harmonicMean.macro),
        ]
      : []),
    ...atK.flatMap(({ k, pooled: { precision, recall, f1 } }, place) => {
      const range = intervals?.atK[place];
      return [
        figure(`P@${k}, pooled`, precision, range?.precision),
        figure(`R@${k}, pooled`, recall, range?.recall),
        figure(`F1@${k}, pooled`, f1, range?.f1),
      ];
    }),
  ];
}

/** What a section is called: "ZSL" says nothing where no label of the set is marked as seen. */
export function sectionName(section: string, seenClasses: number): string {
  return seenClasses === 0 ? "All labels (none is marked as seen in training)" : section;
}

/** A section's name with what it is measured on. */
export function sectionTitle(
  { seenClasses }: Pick<EvaluationReport, "seenClasses">,
  { section, images, rankedClasses }: Pick<SectionReport, "section" | "images" | "rankedClasses">,
): string {
  return `${sectionName(section, seenClasses)}: ${images} images, ${rankedClasses} classes ranked`;
}
