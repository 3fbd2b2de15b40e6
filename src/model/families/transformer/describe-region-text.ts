import type { BackboneDescription, ModelPart, Port } from "../../description";
import type { ChosenModel } from "./choose";
import { cosineCut } from "./cosine-cut";
import { pictureInput } from "./picture-settings";

/** BiAM averages 6 responses of 196, and so does this, with as large a share of other grids. */
const TOP_SHARE = 6 / 196;

/** The image tower as its package's `model.json` has it: one stage, from a picture to its patches and the whole. */
export function describeTower(chosen: ChosenModel): BackboneDescription {
  const { picture, side, fit } = chosen;
  const image = port("image", [3, side, side]);
  const precision = "float32";
  return {
    picture: pictureInput(picture, side, fit),
    encode: [{ file: "tower.onnx", takes: [image], gives: values(chosen), bound: "compute", precision }],
  };
}

/** What goes on from there. */
export function describeRegionText(chosen: ChosenModel): ModelPart {
  const {
    family,
    sizes,
    grid,
    tiles,
    reading,
    isMeasured,
    positions,
    from,
    scale,
    bias,
    probability,
    share,
  } = chosen;
  const { size } = sizes;
  const count = grid.height * grid.width;
  const isStretched = from.height !== sizes.grid.height || from.width !== sizes.grid.width;
  return {
    family,
    grid: { height: grid.height, width: grid.width, regionSize: size },
    encode: [
      {
        file: "regions.onnx",
        takes: values(chosen),
        gives: [port("regions", [count + 1, size])],
        bound: "compute",
        precision: "float32",
      },
    ],
    labels: { from: "text", size, scale, bias },
    score: {
      graph: "score.onnx",
      maps: "score-maps.onnx",
      topRegions: Math.max(1, Math.round(TOP_SHARE * count)),
      whole: { share, isTuned: false },
      probability,
      zero: 0,
      cut: cosineCut(scale),
    },
    sizes: { width: sizes.width, layers: sizes.layers, heads: sizes.heads, patch: sizes.patch },
    choices: {
      regions: reading,
      evidence: isMeasured ? "published" : "unmeasured",
      ...(isStretched ? { positions } : {}),
      ...(tiles ? { windows: `${tiles.windows.length} of ${tiles.tileCells * sizes.patch} pixels` } : {}),
    },
  };
}

function values({ grid, sizes: { size } }: ChosenModel): Port[] {
  return [port("features", [size, grid.height, grid.width]), port("global", [size])];
}

function port(name: string, shape: number[]): Port {
  return { name, inFile: name, shape };
}
