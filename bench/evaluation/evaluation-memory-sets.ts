import type { ImportSource } from "../../src/services/benchmarks/import-source";
import { tinySizes } from "../../test/helpers/models/tiny-model";

/** A set of the tiny model's features, with the vectors of its labels. */
export interface DrawnSet {
  readonly source: ImportSource;
  readonly vectors: Float32Array; // [labels, wordSize]
}

interface Kind {
  readonly protocol: "nus-wide" | "open-images";
  readonly unlisted: "ABSENT" | "UNKNOWN";
  readonly images: number;
  readonly seen: number;
  readonly unseen: number;
  labelsOf(draw: () => number): { present: number[]; absent: number[] };
}

/** Every label known; of the 81 unseen two or three are present, of the 925 seen six. */
export function nusWideLike(): DrawnSet {
  const [seen, unseen] = [925, 81];
  return drawnSet({
    ...{ protocol: "nus-wide", unlisted: "ABSENT", images: 107_859, seen, unseen },
    labelsOf(draw) {
      const ofUnseen = some(draw() < 0.5 ? 2 : 3, unseen, draw).map((label) => seen + label);
      return { present: [...some(6, seen, draw), ...ofUnseen], absent: [] };
    },
  });
}

/** Nine or ten labels of an image checked by people, of which four are present. */
export function openImagesLike(): DrawnSet {
  const [seen, unseen] = [7_186, 400];
  return drawnSet({
    ...{ protocol: "open-images", unlisted: "UNKNOWN", images: 125_436, seen, unseen },
    labelsOf(draw) {
      const known = some(draw() < 0.5 ? 9 : 10, seen + unseen, draw);
      return { present: known.slice(0, 4), absent: known.slice(4) };
    },
  });
}

/** Different ones, the frequent first: the labels of real sets differ much in frequency. */
function some(count: number, labels: number, draw: () => number): number[] {
  const drawn = new Set<number>();
  while (drawn.size < count) drawn.add(Math.floor(labels * draw() ** 2));
  return [...drawn];
}

function drawnSet({ protocol, unlisted, images, seen, unseen, labelsOf }: Kind): DrawnSet {
  const draw = generator();
  const { featureChannels: channels, gridHeight: height, gridWidth: width, globalSize, wordSize } = tinySizes;
  const numbers = (length: number) => Float32Array.from({ length }, () => draw() - 0.5);
  const source: ImportSource = {
    ...{ format: "hdf5-features", kind: "FEATURES", protocol, unlisted, count: images },
    labels: Array.from({ length: seen + unseen }, (_, label) => {
      const name = `label ${label}`;
      return { key: name, name, training: label < seen ? ("SEEN" as const) : ("UNSEEN" as const) };
    }),
    featureShape: { channels, height, width, globalSize },
    async *items(from) {
      for (let image = from; image < images; image++) {
        const content = {
          kind: "features",
          features: numbers(channels * height * width),
          global: numbers(globalSize),
        } as const;
        yield { name: `image ${image}`, ...labelsOf(draw), unknown: [], content };
      }
    },
    close: async () => {},
  };
  return { source, vectors: numbers((seen + unseen) * wordSize) };
}

function generator(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
