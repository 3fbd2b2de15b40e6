import { mapFloor } from "../src/pictures/map-floor";
import { regionBoxes } from "../src/pictures/region-boxes";
import { type LabelMap, labelMaps } from "./cuts/label-maps";
import { GRID, type LabeledBox, readPhotoRegions } from "./cuts/photo-regions";
import { median } from "./figures/median";
import type { Benchmark, Figure } from "./runner/benchmark";
import { progress } from "./runner/progress";

/** The map whose boxes are cut at half its peak, and from where half is measured. */
type Rule = (maps: LabelMap) => { map: Float32Array; zero: number };

const fromZero =
  (zeroOf: (map: Float32Array) => number): Rule =>
  ({ cosines }) => ({ map: cosines, zero: zeroOf(cosines) });

const mean = (map: Float32Array) => map.reduce((sum, value) => sum + value, 0) / map.length;

const RULES: Record<string, Rule> = {
  "half the peak": fromZero(() => 0),
  "half the peak, cosines moved to where CLIP's are, .2 + .1 x": ({ cosines }) => ({
    map: cosines.map((value) => 0.2 + 0.1 * value),
    zero: 0,
  }),
  "halfway from the least": fromZero((map) => Math.min(...map)),
  "halfway from the mean of the lower half (in use)": fromZero((map) => mapFloor(map, 0)),
  "halfway from the median": fromZero((map) => median([...map])),
  "halfway from the mean": fromZero(mean),
  "Otsu's threshold": fromZero((map) => 2 * otsu(map) - Math.max(...map)),
  "half the peak, labels less the mean of all labels": ({ centered }) => ({ map: centered, zero: 0 }),
};

/** How well the boxes of cosines are where labels are, by the rule that cuts them, on real photos. */
export const regionCuts: Benchmark = {
  name: "region-cuts",
  about:
    "boxes from maps of cosines on photos with VGG19's regions (../shared): how often the strongest box's center is in a true box, its mean overlap (IoU) with the best true one, its share of the picture, and boxes a map, by rule",
  async run() {
    progress("photos through VGG19");
    const photos = await readPhotoRegions();
    if (!photos) return [];
    const maps = labelMaps(photos);
    const figures = Object.entries(RULES).flatMap(([name, rule]) => figuresOf(name, maps, rule));
    return [{ name: "maps", value: maps.length, unit: "" }, ...figures];
  },
};

function figuresOf(name: string, maps: readonly LabelMap[], rule: Rule): Figure[] {
  const measured = maps.map((each) => {
    const { map, zero } = rule(each);
    const { width, height } = each.photo;
    const boxes = regionBoxes(map, GRID, { left: 0, top: 0, width, height }, zero);
    const strongest = boxes[0]!;
    return {
      center: each.boxes.some((box) => isCenterIn(strongest, box)) ? 1 : 0,
      overlap: Math.max(...each.boxes.map((box) => overlap(strongest, box))),
      share: areaOf(strongest) / (width * height),
      boxes: boxes.length,
    };
  });
  const average = (of: (each: (typeof measured)[number]) => number) =>
    measured.reduce((sum, each) => sum + of(each), 0) / measured.length;
  return [
    { name: `${name}: center`, value: average(({ center }) => center), unit: "" },
    { name: `${name}: overlap`, value: average((each) => each.overlap), unit: "" },
    { name: `${name}: share of the picture`, value: average(({ share }) => share), unit: "" },
    { name: `${name}: boxes`, value: average(({ boxes }) => boxes), unit: "a map" },
  ];
}

type Box = Omit<LabeledBox, "label">;

const areaOf = ({ left, top, right, bottom }: Box) => Math.max(0, right - left) * Math.max(0, bottom - top);

function isCenterIn(of: Box, { left, top, right, bottom }: Box): boolean {
  const [x, y] = [(of.left + of.right) / 2, (of.top + of.bottom) / 2];
  return left <= x && x < right && top <= y && y < bottom;
}

function overlap(a: Box, b: Box): number {
  const common = areaOf({
    ...{ left: Math.max(a.left, b.left), top: Math.max(a.top, b.top) },
    ...{ right: Math.min(a.right, b.right), bottom: Math.min(a.bottom, b.bottom) },
  });
  return common / (areaOf(a) + areaOf(b) - common);
}

/** Otsu's threshold: the least value of the upper of those two groups whose means are furthest apart, by size. */
function otsu(map: Float32Array): number {
  const rising = map.toSorted();
  const total = rising.reduce((sum, value) => sum + value, 0);
  let [below, best, threshold] = [0, -1, rising[0]!];
  for (let count = 1; count < rising.length; count++) {
    below += rising[count - 1]!;
    const above = rising.length - count;
    const between = count * above * (below / count - (total - below) / above) ** 2;
    if (between > best) [best, threshold] = [between, rising[count]!];
  }
  return threshold;
}
