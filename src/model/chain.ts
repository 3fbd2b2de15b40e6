import { RegionaryError } from "../errors";
import { formatShape, sameShape } from "../tensor/shape";
import type { Grid, ModelDescription, Port, Stage } from "./description";

/** A value of a chain, of one image. */
export type GivenValue = Pick<Port, "name" | "shape">;

/**
 * The stages to run for the `wanted` values when some are given: those that they depend on, in order. Of several that
 * make a value, the first that can be run.
 */
export function stagesFor(
  encode: readonly Stage[],
  given: readonly string[],
  wanted: readonly string[] = ["regions"],
): Stage[] {
  const known = new Set(given);
  const makers = new Map<string, Stage>();
  for (const stage of encode) {
    if (stage.takes.some(({ name }) => !known.has(name))) continue;
    for (const { name } of stage.gives) {
      if (!known.has(name)) makers.set(name, stage);
      known.add(name);
    }
  }
  const lacking = wanted.filter((name) => !known.has(name));
  if (lacking.length > 0) {
    const roots = new Set(lacking.flatMap((name) => rootsOf(encode, given, name)));
    throw new RegionaryError(
      "INVALID_INPUT",
      `The model makes its ${wanted.join(" and ")} from ${[...roots].join(" and ")}; got ${given.join(" and ") || "nothing"}.`,
    );
  }
  const needed = new Set<Stage>();
  const need = (name: string): void => {
    const maker = makers.get(name);
    if (!maker || needed.has(maker)) return;
    needed.add(maker);
    for (const { name: taken } of maker.takes) need(taken);
  };
  wanted.forEach(need);
  return encode.filter((stage) => needed.has(stage));
}

/** What a value is made from that is not given, and that no stage makes. */
function rootsOf(encode: readonly Stage[], given: readonly string[], name: string): string[] {
  if (given.includes(name)) return [];
  const maker = encode.find(({ gives }) => gives.some((port) => port.name === name));
  return maker ? maker.takes.flatMap((port) => rootsOf(encode, given, port.name)) : [name];
}

/** The values that stages give, stage by stage. */
export function valuesOf(encode: readonly Stage[]): Port[] {
  return encode.flatMap(({ gives }) => gives);
}

/** The shape of a value of the chain for one image; null if the chain does not have it. */
export function shapeOf(encode: readonly Stage[], value: string): readonly number[] | null {
  const ports = encode.flatMap(({ takes, gives }) => [...takes, ...gives]);
  return ports.find(({ name }) => name === value)?.shape ?? null;
}

/** Throws INVALID_INPUT if a stage takes what none before it gives, or the last does not give regions. */
export function checkChain({
  picture,
  grid,
  encode,
  score,
}: Pick<ModelDescription, "picture" | "grid" | "encode" | "score">): void {
  const made = new Map<string, readonly number[]>([["image", [3, picture.height, picture.width]]]);
  const fits = (name: string, shape: readonly number[]) => {
    const found = made.get(name);
    return found !== undefined && sameShape(found, shape);
  };
  const wanted = (name: string, shape: readonly number[]) => `${name} ${formatShape(shape)}`;
  const has = () => [...made].map(([name, shape]) => wanted(name, shape)).join(", ");
  for (const { takes, gives } of encode) {
    const lacking = takes.find(({ name, shape }) => !fits(name, shape));
    if (lacking) throw unlinked(wanted(lacking.name, lacking.shape), has());
    for (const { name, shape } of gives) made.set(name, shape);
  }
  const regions = [rowsOf({ grid, score }), grid.regionSize];
  if (!fits("regions", regions)) throw unlinked(wanted("regions", regions), has());
}

function unlinked(wanted: string, has: string): RegionaryError {
  return new RegionaryError(
    "INVALID_INPUT",
    `The stages of the model do not fit each other: expected ${wanted} before the next; got ${has}. Import the model with the backbone that it was made for.`,
  );
}

/** How many rows the regions of an image have: P, and one more where the last is the whole picture. */
export function rowsOf({ grid, score }: Pick<ModelDescription, "grid" | "score">): number {
  return positionsOf(grid) + (score.whole ? 1 : 0);
}

/** P: the positions of a grid, numbered row by row. */
export function positionsOf({ height, width }: Pick<Grid, "height" | "width">): number {
  return height * width;
}
