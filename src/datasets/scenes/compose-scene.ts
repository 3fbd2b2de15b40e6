import { type Background, drawBackground } from "./background";
import { drawShades, type Rgb } from "./colors";
import type { Look } from "./combinations";
import { type RandomStream, randomStream } from "./random";
import { drawLook, SPLITS, type Split } from "./splits";

/** How many objects to try to place; each entry is equally likely. */
const COUNTS = [2, 3, 3, 4, 4, 5] as const;
const TRIES = 25;
/** Centers are at least this share of the two radii apart, so that objects overlap, and few are hidden. */
const CLOSEST = 0.65;

/** One object; lengths are parts of the picture's side. */
export interface SceneObject extends Look {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** The direction of the shape's upper end, a unit vector within 40 degrees of straight up. */
  readonly up: readonly [number, number];
  readonly paint: Rgb;
  readonly ink: Rgb;
  /** How the texture is turned, shifted and scaled against the shape, and the key of its irregularities. */
  readonly grain: {
    readonly turn: readonly [number, number];
    readonly shift: readonly [number, number];
    readonly scale: number;
    readonly key: number;
  };
}

/** A picture before it is drawn, at any size in pixels. */
export interface Scene {
  readonly background: Background;
  readonly light: {
    /** Where it comes from, a unit vector in the picture. */
    readonly from: readonly [number, number];
    /** How much it models the objects, and how dark their shadows are; 0 to 1. */
    readonly strength: number;
    /** How long shadows are, as a part of the object's radius. */
    readonly shadowLength: number;
    /** What the colors are multiplied by. */
    readonly tint: Rgb;
    /** How much darker the corners are. */
    readonly vignette: number;
  };
  /** Later ones hide earlier ones. */
  readonly objects: readonly SceneObject[];
  /** The standard deviation of the noise of pixels, 0 to 1, and its key. */
  readonly noise: number;
  readonly noiseKey: number;
}

/** Picture `index` of a split: it depends only on these three, so no picture is ever stored. */
export function composeScene(seed: number, split: Split, index: number): Scene {
  const random = randomStream(seed, SPLITS.indexOf(split), index);
  return {
    background: drawBackground(random),
    light: drawLight(random),
    objects: placeObjects(split, random),
    noise: random.between(0.012, 0.05),
    noiseKey: random.key(),
  };
}

function drawLight(random: RandomStream): Scene["light"] {
  const brightness = random.between(0.8, 1.1);
  const warmth = random.between(-0.07, 0.07);
  return {
    from: random.direction(),
    strength: random.between(0.3, 1),
    shadowLength: random.between(0.1, 0.4),
    tint: [brightness * (1 + warmth), brightness, brightness * (1 - warmth)],
    vignette: random.between(0, 0.35),
  };
}

function placeObjects(split: Split, random: RandomStream): SceneObject[] {
  const objects: SceneObject[] = [];
  const count = random.pick(COUNTS);
  for (let tried = 0; tried < TRIES && objects.length < count; tried++) {
    const radius = random.between(0.11, 0.23);
    // A little may be outside the picture.
    const x = random.between(radius * 0.85, 1 - radius * 0.85);
    const y = random.between(radius * 0.85, 1 - radius * 0.85);
    const isFree = objects.every((other) => {
      const closest = CLOSEST * (radius + other.radius);
      return (x - other.x) * (x - other.x) + (y - other.y) * (y - other.y) >= closest * closest;
    });
    if (isFree) objects.push({ x, y, radius, ...dressObject(split, random) });
  }
  return objects;
}

function dressObject(split: Split, random: RandomStream): Omit<SceneObject, "x" | "y" | "radius"> {
  const look = drawLook(split, random);
  const lean = random.between(-0.84, 0.84); // the tangent of 40 degrees
  const length = Math.sqrt(lean * lean + 1);
  return {
    ...look,
    up: [lean / length, -1 / length],
    ...drawShades(look.color, random),
    grain: {
      turn: random.direction(),
      shift: [random.between(-0.2, 0.2), random.between(-0.2, 0.2)],
      scale: random.between(0.85, 1.15),
      key: random.key(),
    },
  };
}
