/** Means of the APs of some classes, each named for how it weights them. */
export interface MeanAveragePrecision {
  /**
   * Every class weighted equally; a class without a positive counts as `emptyClass` says. Null without a
   * class.
   */
  readonly macro: number | null;
  /** Every class with a positive weighted equally, the others left out, whatever the protocol. */
  readonly macroOfNonEmpty: number | null;
  /** Classes weighted by their positives. */
  readonly supportWeighted: number | null;
  /** Not a mean over classes: AP of one ranking of all pairs of an image and a class. Null where it is not measured. */
  readonly micro: number | null;
  /** Whether AP is each class's own or, as by the authors' mistake, over all classes of its images. */
  readonly averagePrecision: "per-class" | "pooled-over-classes";
  /** How a class without a positive counts in `macro`. */
  readonly emptyClass: "zero" | "left-out";
  /** The classes averaged. */
  readonly classes: number;
  /** Those of them without a positive. */
  readonly emptyClasses: number;
}

/** The means over classes; `values` has NaN where a class has no AP. */
export function classMeans(
  values: ArrayLike<number>,
  support: ArrayLike<number>,
  emptyClass: "zero" | "left-out",
): Pick<MeanAveragePrecision, "macro" | "macroOfNonEmpty" | "supportWeighted" | "classes" | "emptyClasses"> {
  let [all, nonEmpty, empty, weighted, positives] = [0, 0, 0, 0, 0];
  let valued = 0;
  for (let place = 0; place < values.length; place++) {
    const value = Number.isNaN(values[place]!) ? 0 : values[place]!;
    if (!Number.isNaN(values[place]!)) valued++;
    if (support[place] === 0) empty++;
    else nonEmpty += value;
    all += value;
    weighted += value * support[place]!;
    positives += support[place]!;
  }
  const classes = values.length;
  return {
    macro: ratio(all, emptyClass === "zero" ? classes : valued),
    macroOfNonEmpty: ratio(nonEmpty, classes - empty),
    supportWeighted: ratio(weighted, positives),
    classes,
    emptyClasses: empty,
  };
}

const ratio = (sum: number, count: number) => (count === 0 ? null : sum / count);
