/** Labeled images, numbered from 0, in the form that the graphs take. */
export interface TrainingImages {
  readonly count: number;
  /** One image's labels: +1 present, -1 absent, 0 unknown. */
  labels(image: number): Int8Array; // [C]
  /**
   * What the graphs take of some images, by the inputs' names, one image after another: for a head alone
   * `features` [N, Cf, h, w] and `global` [N, G]. The arrays may be transferred.
   */
  read(images: readonly number[]): Promise<Readonly<Record<string, Float32Array<ArrayBuffer>>>>;
}

/** The images that something can be learned from: those with a positive label. */
export function imagesWithPositives(images: TrainingImages): number[] {
  const all = Array.from({ length: images.count }, (_, image) => image);
  return all.filter((image) => images.labels(image).includes(1));
}

/** The largest number of positive labels that an image has, which a batch must have room for; at least 1. */
export function mostPositives(images: TrainingImages): number {
  let most = 1;
  for (let image = 0; image < images.count; image++) {
    most = Math.max(most, images.labels(image).filter((label) => label === 1).length);
  }
  return most;
}

/** The labels of some images, row by row. */
export function labelRows(images: TrainingImages, chosen: readonly number[], classes: number): Int8Array {
  const rows = new Int8Array(chosen.length * classes);
  chosen.forEach((image, position) => {
    rows.set(images.labels(image), position * classes);
  });
  return rows;
}
