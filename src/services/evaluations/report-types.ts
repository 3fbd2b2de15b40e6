/** The parts of reports and comparisons, named here for those above who may not look into the metrics. */
export type { SectionComparison } from "../../evaluation/compare-runs";
export type { Confusion } from "../../evaluation/confusions";
export type { WrongImage } from "../../evaluation/most-wrong-images";
export type { SectionName } from "../../evaluation/protocols";
export type { ClassReport, SectionAtK, SectionReport } from "../../evaluation/report";
export type { ValidatedCalibration } from "../../evaluation/validated-calibration";
export type { RunReport } from "./run-report";

import type { SectionComparison } from "../../evaluation/compare-runs";

export type LabelDifference = SectionComparison["perClass"][number];
