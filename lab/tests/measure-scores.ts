import type { VisibleObject } from "../../src/datasets/scenes/draw-scene";
import { averagePrecision } from "../../src/evaluation/metrics/average-precision";
import { f1AtK } from "../../src/evaluation/metrics/f1-at-k";
import type { SceneLabel } from "../training/scene-words";
import { chanceOfPointing, type PointingGrid, pointsInto } from "./pointing";

/** What is reported of one way to score. ZSL scores the unseen labels alone, GZSL all of them. */
export interface SceneFigures {
  readonly zsl: { readonly map: number; readonly f1At3: number };
  readonly gzsl: { readonly map: number; readonly f1At3: number; readonly seenMap: number };
  /** How often the largest value of a label's map is in one of its boxes. */
  readonly pointing: { readonly seen: number; readonly unseen: number };
}

/** Collects scores and maps picture by picture. */
interface SceneMeasurement {
  add(
    objects: readonly VisibleObject[],
    logits: ArrayLike<number>,
    mapOf: (label: number) => ArrayLike<number>,
  ): void;
  figures(): SceneFigures;
  /** What random scores would reach on average. */
  chance(): SceneFigures;
}

/** Begins to measure over all labels; `grid` is that of the maps. */
export function measureScores(labels: readonly SceneLabel[], grid: PointingGrid): SceneMeasurement {
  const scores: number[][] = []; // [N][C]
  const present: number[][] = [];
  const hits = { seen: [] as number[], unseen: [] as number[] };
  const chances = { seen: [] as number[], unseen: [] as number[] };
  const all = labels.map((_, place) => place);
  const unseen = all.filter((place) => !labels[place]!.seen);
  const seen = all.filter((place) => labels[place]!.seen);
  const column = (rows: number[][], place: number) => rows.map((row) => row[place]!);
  const precision = (places: number[]) =>
    mean(places.flatMap((place) => averagePrecision(column(scores, place), column(present, place)) ?? []));
  const f1 = (places: number[]) =>
    f1AtK(
      Float32Array.from(scores.flatMap((row) => places.map((place) => row[place]!))),
      present.flatMap((row) => places.map((place) => row[place]!)),
      { classes: places.length, k: 3 },
    );
  return {
    add(objects, logits, mapOf) {
      const boxes = labels.map(({ label }) => objects.filter((object) => object.labels.includes(label)));
      scores.push(Array.from(logits));
      present.push(boxes.map(({ length }) => Math.min(length, 1)));
      boxes.forEach((ofLabel, place) => {
        if (ofLabel.length === 0) return;
        const kind = labels[place]!.seen ? "seen" : "unseen";
        hits[kind].push(Number(pointsInto(mapOf(place), grid, ofLabel)));
        chances[kind].push(chanceOfPointing(grid, ofLabel));
      });
    },
    figures: () => ({
      zsl: { map: precision(unseen), f1At3: f1(unseen) },
      gzsl: { map: precision(all), f1At3: f1(all), seenMap: precision(seen) },
      pointing: { seen: mean(hits.seen), unseen: mean(hits.unseen) },
    }),
    chance: () => {
      const share = (places: number[]) => mean(places.map((place) => mean(column(present, place))));
      return {
        zsl: { map: share(unseen), f1At3: chanceF1(share(unseen), unseen.length) },
        gzsl: { map: share(all), f1At3: chanceF1(share(all), all.length), seenMap: share(seen) },
        pointing: { seen: mean(chances.seen), unseen: mean(chances.unseen) },
      };
    },
  };
}

/** Three labels drawn by chance: precision is the share of positives, recall 3 of all labels. */
function chanceF1(share: number, classes: number): number {
  return (2 * 3 * share) / (3 + share * classes);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
