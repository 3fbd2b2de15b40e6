import {
  type EvaluationData,
  type SectionData,
  sectionData,
} from "../../../evaluation/scores/evaluation-data";
import type { SectionName } from "../../../evaluation/scores/protocols";

/** Part of the data for a run's plots: of a section, each class separately, in order, or all classes together. */
export interface DrawnPart {
  readonly section: SectionName;
  readonly of: "each-class" | "all-classes";
}

/** Measures each class of a section that is in the plan, or all together as the only element. */
export function measureSection<T>(
  data: EvaluationData,
  { section: name, of }: DrawnPart,
  measure: (section: SectionData, classes: Uint32Array) => T,
): T[] {
  const at = data.plan.sections.findIndex(({ definition }) => definition.name === name);
  const section = sectionData(data, at);
  const { classes } = section.plan;
  if (of === "all-classes") return [measure(section, classes)];
  return Array.from(classes, (label) => measure(section, Uint32Array.of(label)));
}
