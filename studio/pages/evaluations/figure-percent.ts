const percent = new Intl.NumberFormat(undefined, {
  ...{ style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 },
});

/** A figure between 0 and 1, as reports are read: "61.7%"; a dash where there is none. */
export const figurePercent = (value: number | null): string => (value === null ? "–" : percent.format(value));
