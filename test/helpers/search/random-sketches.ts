import { bellOf, type RandomStream } from "../../../src/datasets/scenes/random";
import type { ScoreRule } from "../../../src/search/sketch/bound-score";
import type { ProjectedTerm } from "../../../src/search/sketch/project-classifier";
import { type SketchLayout, sketchedRows, sketchPlaces } from "../../../src/search/sketch/sketch-layout";

/** A layout and a rule of any model: grids of one region to 400, with a row of the whole picture or without. */
export function randomLayout(random: RandomStream): { layout: SketchLayout; rule: ScoreRule } {
  const whole = random.chance(0.5);
  const rows = 1 + Math.floor(400 * random.unit() ** 2);
  return {
    layout: {
      rows,
      whole,
      regionSize: 512,
      dims: 16 * (1 + Math.floor(random.unit() * 6)),
      blocks: 1 + Math.floor(random.unit() * 8),
    },
    rule: {
      topRegions: random.pick([1, rows, 1 + Math.floor(random.unit() * rows)]),
      share: whole ? random.pick([0, 1, random.unit()]) : null,
      bias: random.pick([0, random.between(-20, 20)]),
    },
  };
}

export function randomTerm({ dims, blocks }: SketchLayout, random: RandomStream): ProjectedTerm {
  const size = 10 ** random.between(-3, 2);
  const bell = () => size * bellOf(random.key());
  const value = random.pick([bell, () => 0, (dim: number) => (dim === 3 ? bell() : 0)]);
  return {
    values: Float32Array.from({ length: dims }, (_, dim) => value(dim)),
    norms: Float32Array.from({ length: blocks }, () => size * random.unit()),
    offset: random.pick([0, 10 * bell()]),
  };
}

/** One after another, with bytes of every kind: many equal rows, few different ones, extremes, zeros alone. */
export function randomSketches(layout: SketchLayout, count: number, random: RandomStream): Uint8Array {
  const { bytes, values, norms, normsPerBlock } = sketchPlaces(layout);
  const sketches = new Uint8Array(count * bytes);
  const rows = sketchedRows(layout);
  for (let index = 0; index < count; index++) {
    const sketch = sketches.subarray(index * bytes, (index + 1) * bytes);
    const kind = random.pick(["zeros", "ties", "extremes", "spread", "spread"] as const);
    if (kind === "zeros") continue;
    const scales = new DataView(sketch.buffer, sketch.byteOffset);
    for (let scale = 0; scale <= layout.blocks; scale++)
      scales.setFloat32(4 * scale, 10 ** random.between(-6, 0), true);
    const value = {
      ties: () => random.pick([3, -6]),
      extremes: () => random.pick([127, -127, 0]),
      spread: () => Math.max(-127, Math.min(127, Math.round(40 * bellOf(random.key())))),
    }[kind];
    for (let at = values; at < values + rows * layout.dims; at++) sketch[at] = value(); // int8: modulo 256
    for (let block = 0; block < layout.blocks; block++)
      for (let row = 0; row < rows; row++)
        sketch[norms + block * normsPerBlock + row] = Math.floor(256 * random.unit());
  }
  return sketches;
}
