import { t } from "../text/text";

const points = new Intl.NumberFormat(undefined, {
  ...{ signDisplay: "exceptZero", minimumFractionDigits: 1, maximumFractionDigits: 1 },
});
const chance = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 2 });

/** By how many points of a percent two figures differ: "+1.2 points". */
export const pointsText = (difference: number): string =>
  t("comparison.points", { points: points.format(100 * difference) });

/** How probable so large a difference would be by chance: "p = 0.03". */
export const chanceText = (p: number): string => (p < 0.001 ? "p < 0.001" : `p = ${chance.format(p)}`);

/** Beyond the usual 5% it may well be chance. */
export const isSignificant = (p: number): boolean => p < 0.05;
