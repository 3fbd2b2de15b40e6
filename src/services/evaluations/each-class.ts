import { type EvaluationData, type SectionData, sectionData } from "../../evaluation/evaluation-data";
import type { SectionName } from "../../evaluation/protocols";

/** Something of each class of a section, in their order, and of all of them together. */
export interface OfSection<T> {
  readonly together: T;
  readonly perClass: readonly T[];
}

/** Measures a section that the plan has, class by class and together. */
export function eachClass<T>(
  data: EvaluationData,
  name: SectionName,
  measure: (section: SectionData, classes: Uint32Array) => T,
): OfSection<T> {
  const at = data.plan.sections.findIndex(({ definition }) => definition.name === name);
  const section = sectionData(data, at);
  const { classes } = section.plan;
  return {
    together: measure(section, classes),
    perClass: Array.from(classes, (label) => measure(section, Uint32Array.of(label))),
  };
}
