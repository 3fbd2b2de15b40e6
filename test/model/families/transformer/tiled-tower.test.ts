import path from "node:path";
import { buildGraph, type GraphBuilder } from "../../../../src/graph/build-graph";
import type { Graph } from "../../../../src/graph/graph";
import { reshape } from "../../../../src/graph/operators/arrangement/reshape";
import { transpose } from "../../../../src/graph/operators/arrangement/transpose";
import { add } from "../../../../src/graph/operators/elementwise/add";
import { matMul } from "../../../../src/graph/operators/products/mat-mul";
import { reduceMean } from "../../../../src/graph/operators/reduction/reduce-mean";
import type { ValueSpec } from "../../../../src/graph/tensor-type";
import { openCheckpoint } from "../../../../src/model/checkpoints/open-checkpoint";
import { clipFamily } from "../../../../src/model/families/clip/clip-family";
import { choose } from "../../../../src/model/families/transformer/choose";
import { imageTower, tiledImageTower } from "../../../../src/model/families/transformer/graphs/image-tower";
import { tiledTower } from "../../../../src/model/families/transformer/graphs/tiled-tower";
import { tilesOf } from "../../../../src/model/families/transformer/graphs/tiles";
import { readStored, storedBy } from "../../../../src/model/families/transformer/stored-parameters";
import { randomTensor } from "../../../helpers/graph/random-tensors";
import { runGraph, sourceOf } from "../../../helpers/graph/run-graph";
import { referencePath } from "../../../helpers/region-text/reference";
import { describeWithShared } from "../../../helpers/shared";

describe("the windows over a picture", () => {
  it("are as far apart as the stride, and cover its middle most often", () => {
    const { cells, tileCells, windows, covering } = tilesOf({ side: 448, tile: 224, stride: 112, patch: 16 });
    expect([cells, tileCells, windows.length]).toEqual([28, 14, 9]);
    expect(windows.slice(0, 4)).toEqual([
      { row: 0, column: 0 },
      { row: 0, column: 7 },
      { row: 0, column: 14 },
      { row: 7, column: 0 },
    ]);
    expect(covering[0]).toEqual([0]); // a corner
    expect(covering[10]).toEqual([0, 1]); // the upper edge
    expect(covering[10 * 28 + 10]).toEqual([0, 1, 3, 4]);
    expect(covering[27 * 28 + 27]).toEqual([8]);
  });

  it("are one over a picture of their own size", () => {
    const { windows, covering } = tilesOf({ side: 224, tile: 224, stride: 112, patch: 14 });
    expect(windows).toEqual([{ row: 0, column: 0 }]);
    expect(new Set(covering.flat())).toEqual(new Set([0]));
  });

  it.each([
    { side: 400, tile: 224, stride: 112, patch: 16 }, // leaves a rest
    { side: 336, tile: 224, stride: 112, patch: 32 }, // cuts through patches
    { side: 128, tile: 224, stride: 112, patch: 16 }, // is smaller
    { side: 896, tile: 224, stride: 336, patch: 16 }, // leaves gaps
  ])("are refused where they do not cover it: %j", (sizes) => {
    expect(() => tilesOf(sizes)).toThrow(`got ${sizes.side}.`);
  });

  it("are refused with the sides that can be had", () => {
    expect(() => tilesOf({ side: 400, tile: 224, stride: 112, patch: 16 })).toThrow(
      "Windows of 224 pixels every 112, of whole patches of 16, cover pictures of 336, 448, 560 and so on; got 400.",
    );
  });
});

const PATCH = 2;
const SIZE = 5;
const PIXELS = 3 * PATCH * PATCH;
const TILES = tilesOf({ side: 12, tile: 8, stride: 4, patch: PATCH }); // 2x2 windows of 4x4 cells over 6x6

/** Each patch by a matrix, plus the mean of its window's: windows see the same patch differently. */
function toyTower(g: GraphBuilder, windows: ValueSpec) {
  const count = (windows.shape[2] as number) / PATCH;
  const split = g.apply(reshape, [windows], { shape: [0, 3, count, PATCH, count, PATCH] });
  const byPatch = g.apply(transpose, [split], { perm: [0, 2, 4, 1, 3, 5] });
  const pixels = g.apply(reshape, [byPatch], { shape: [0, count * count, PIXELS] });
  const alone = g.apply(matMul, [pixels, g.parameter("weight", [PIXELS, SIZE])], {}, "alone");
  const around = g.apply(reduceMean, [alone], { axes: [1], keepdims: 1 });
  const whole = g.apply(reshape, [around], { shape: [0, SIZE] });
  return { patches: g.apply(add, [alone, around], {}), whole };
}

const weight = randomTensor([PIXELS, SIZE], 1);
const side = TILES.cells * PATCH;
const images = randomTensor([2, 3, side, side], 2);

const mean = (rows: number[][]) =>
  rows[0]!.map((_, i) => rows.reduce((sum, row) => sum + row[i]!, 0) / rows.length);
const unit = (row: number[]) => row.map((value) => value / Math.hypot(...row));

/** In double precision: what the toy says of each cell of a window, and of the window. */
function toyInDouble(image: number, window: { row: number; column: number }) {
  const { tileCells } = TILES;
  const alone = Array.from({ length: tileCells * tileCells }, (_, cell) => {
    const top = (window.row + Math.floor(cell / tileCells)) * PATCH;
    const left = (window.column + (cell % tileCells)) * PATCH;
    return Array.from({ length: SIZE }, (_, to) => {
      let sum = 0;
      for (let at = 0; at < PIXELS; at++) {
        const [channel, y, x] = [Math.floor(at / PATCH ** 2), Math.floor(at / PATCH) % PATCH, at % PATCH];
        const pixel = images.data[((image * 3 + channel) * side + top + y) * side + left + x]!;
        sum += pixel * weight.data[at * SIZE + to]!;
      }
      return sum;
    });
  });
  const whole = mean(alone);
  return { patches: alone.map((row) => row.map((value, i) => value + whole[i]!)), whole };
}

describeWithShared("reference/region-text/clip")("a publisher's tower in tiles", () => {
  it("gives the means of what the tower gives of each tile alone", async () => {
    const directory = path.join(referencePath, "clip");
    const checkpoint = await openCheckpoint(path.join(directory, "model.safetensors"));
    try {
      const model = await clipFamily.describe(checkpoint, directory);
      const choices = { regions: null, side: 80, tiles: true, fit: null };
      const { sizes, reading, tiles, ...chosen } = choose(model, choices);
      expect(tiles!.windows).toEqual([0, 3].flatMap((row) => [0, 3].map((column) => ({ row, column }))));
      const { naming } = model.image;
      const run = async (graph: Graph, data: Float32Array, length: number) => {
        const stored = readStored(storedBy(naming, graph.parameters), checkpoint, {
          scalars: [],
          ignore: /./,
        });
        const image = { shape: [1, 3, length, length], data };
        return runGraph(graph, { image }, (name) => stored.get(name)!);
      };
      const { data } = randomTensor([1, 3, 80, 80], 5);
      const { features, global } = await run(
        tiledImageTower(sizes, reading, { ...chosen, tiles: tiles! }),
        data,
        80,
      );
      const single = imageTower(sizes, reading);
      const alone = await Promise.all(
        tiles!.windows.map(({ row, column }) => run(single, partOf(data, 80, row * 8, column * 8, 56), 56)),
      );
      const { size } = sizes;
      const vector = (values: Float32Array, cells: number, cell: number) =>
        Array.from({ length: size }, (_, i) => values[i * cells + cell]!);
      for (const [cell, covering] of tiles!.covering.entries()) {
        const [row, column] = [Math.floor(cell / 10), cell % 10];
        const expected = mean(
          covering.map((at) => {
            const own = (row - tiles!.windows[at]!.row) * 7 + column - tiles!.windows[at]!.column;
            return unit(vector(alone[at]!.features!.data, 49, own));
          }),
        );
        const got = vector(features!.data, 100, cell);
        expect(Math.max(...expected.map((value, i) => Math.abs(value - got[i]!)))).toBeLessThan(2e-6);
      }
      const expected = mean(alone.map((values) => unit(vector(values.global!.data, 1, 0))));
      for (const [i, value] of expected.entries()) expect(global!.data[i]).toBeCloseTo(value, 5);
    } finally {
      await checkpoint.close();
    }
  });

  /** A square part of a square picture [3, side, side]. */
  function partOf(data: Float32Array, whole: number, top: number, left: number, length: number) {
    return Float32Array.from({ length: 3 * length * length }, (_, i) => {
      const [channel, y, x] = [Math.floor(i / length ** 2), Math.floor(i / length) % length, i % length];
      return data[(channel * whole + top + y) * whole + left + x]!;
    });
  }
});

describe("a tower of windows", () => {
  it("gives each cell the mean of its windows' vectors at length 1, and the picture that of the windows", async () => {
    const g = buildGraph("tiled");
    const image = g.input("image", ["N", 3, side, side]);
    const { patches, whole } = tiledTower(g, image, toyTower, TILES, 1e-12);
    expect([patches.shape, whole.shape]).toEqual([
      ["N", 36, SIZE],
      ["N", SIZE],
    ]);
    const values = await runGraph(g.build([patches, whole]), { image: images }, () => sourceOf(weight));
    for (const at of [0, 1]) {
      const seen = TILES.windows.map((window) => toyInDouble(at, window));
      const wholes = mean(seen.map((window) => unit(window.whole)));
      const cells = TILES.covering.flatMap((covering, cell) => {
        const [row, column] = [Math.floor(cell / TILES.cells), cell % TILES.cells];
        return mean(
          covering.map((index) => {
            const window = TILES.windows[index]!;
            const own = (row - window.row) * TILES.tileCells + column - window.column;
            return unit(seen[index]!.patches[own]!);
          }),
        );
      });
      const got = values[patches.name]!.data.subarray(at * cells.length, (at + 1) * cells.length);
      expect(Math.max(...cells.map((value, i) => Math.abs(value - got[i]!)))).toBeLessThan(1e-6);
      const gotWhole = values[whole.name]!.data.subarray(at * SIZE, (at + 1) * SIZE);
      expect(Math.max(...wholes.map((value, i) => Math.abs(value - gotWhole[i]!)))).toBeLessThan(1e-6);
    }
  });

  it("is the tower itself, at length 1, over a picture of its own size", async () => {
    const tiles = tilesOf({ side: 12, tile: 12, stride: 4, patch: PATCH });
    const g = buildGraph("one");
    const image = g.input("image", ["N", 3, side, side]);
    const { patches } = tiledTower(g, image, toyTower, tiles, 1e-12);
    const plain = buildGraph("plain");
    const own = toyTower(plain, plain.input("image", ["N", 3, side, side]));
    const read = () => sourceOf(weight);
    const tiled = (await runGraph(g.build([patches]), { image: images }, read))[patches.name]!.data;
    const alone = (await runGraph(plain.build([own.patches]), { image: images }, read))[own.patches.name]!;
    for (let row = 0; row < alone.data.length / SIZE; row++) {
      const expected = unit([...alone.data.subarray(row * SIZE, (row + 1) * SIZE)]);
      for (const [i, value] of expected.entries()) expect(tiled[row * SIZE + i]).toBeCloseTo(value, 6);
    }
  });
});
