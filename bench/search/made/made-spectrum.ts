/** R of the made regions: that of BiAM on VGG19. */
export const REGION_SIZE = 512;

/**
 * At these axes, from 1 on; between them, along straight lines of the logarithms of both. Measured on VGG19's regions of 912
 * parts of 85 photos behind a BiAM with random weights and 912 words, in the axes in which classifiers of words have equal
 * spreads: those of the regions' covariance as these classifiers weigh it.
 */
const AXES = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];
/** Standard deviation of regions along an axis. */
const REGIONS = [1, 0.86, 0.545, 0.445, 0.34, 0.24, 0.143, 0.065, 0.016, 0.003];
/** The same of classifiers: a word vector has 300 numbers, so they have little in the axes behind these. */
const CLASSIFIERS = [1, 1, 1, 1, 1, 1, 0.99, 0.97, 0.51, 0.26];

export const regionSpread = spreadAlong(REGIONS);
export const classifierSpread = spreadAlong(CLASSIFIERS);

function spreadAlong(values: readonly number[]): Float32Array {
  return Float32Array.from({ length: REGION_SIZE }, (_, axis) => {
    const place = axis + 1;
    const next = Math.max(
      1,
      AXES.findIndex((at) => place <= at),
    );
    const [from, to] = [AXES[next - 1]!, AXES[next]!];
    const share = Math.log(place / from) / Math.log(to / from);
    return values[next - 1]! ** (1 - share) * values[next]! ** share;
  });
}
