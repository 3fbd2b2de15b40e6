import type { ScoreRule } from "../sketch/bound-score";
import type { ProjectedTerm } from "../sketch/project-classifier";
import { type SketchLayout, sketchPlaces } from "../sketch/sketch-layout";
import { KERNEL_CODE } from "./kernel-code";
import { packTerm, termBytes } from "./pack-term";

/** What bound-kernel.wat exports; it says what the parameters mean. Addresses are in `memory`. */
interface Kernel {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  bound(
    sketches: number,
    sketchBytes: number,
    count: number,
    rows: number,
    whole: number,
    dims: number,
    blocks: number,
    terms: number,
    termBytes: number,
    termCount: number,
    topRegions: number,
    share: number,
    rounding: number,
    scratch: number,
    results: number,
  ): void;
}

/** As much of it as is needed here: TypeScript has its types only beside those of a browser. */
declare const WebAssembly: {
  readonly Module: new (code: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: Kernel };
};

/** The kernel's memory for one scan, of `most` sketches at a time. */
export interface BoundKernel {
  /** Where sketches are to be put, for `bound`. */
  readonly sketches: Uint8Array;
  /** Upper bounds, lower bounds and estimates of the first `count` sketches, [terms, 3, count]; valid until the next call. */
  bound(count: number): Float32Array;
}

const PAGE_BYTES = 65_536;
const ALIGNMENT = 16;
const FLOAT_BYTES = 4;
/** Besides those of a sum of k numbers: the roundings on the way from bytes to a score. */
const ROUNDINGS = 16;

/** This thread's own. Its memory grows to the most that a scan needed, and stays. */
let kernel: Kernel | null = null;

export function boundKernel(
  layout: SketchLayout,
  terms: readonly ProjectedTerm[],
  { topRegions, share, bias }: ScoreRule,
  most: number,
): BoundKernel {
  const { rows, whole, dims, blocks } = layout;
  if (topRegions > rows) throw new RangeError(`expected ${topRegions} regions, there are ${rows}`);
  if (share !== null && !whole) throw new RangeError("expected a whole row for the share");
  kernel ??= new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(KERNEL_CODE, "base64"))).exports;
  const { bytes } = sketchPlaces(layout);
  const ofTerm = termBytes(dims);
  const at = room(kernel, {
    terms: terms.length * ofTerm,
    scratch: 32 + 3 * FLOAT_BYTES * aligned(rows),
    sketches: most * bytes + 4 * dims, // rows are read by fours
    results: 3 * FLOAT_BYTES * most * terms.length,
  });
  const { buffer } = kernel.memory;
  for (const [index, term] of terms.entries()) packTerm(term, bias, buffer, at.terms + index * ofTerm);
  const { bound } = kernel;
  const rounding = (topRegions + ROUNDINGS) * 2 ** -24;
  return {
    sketches: new Uint8Array(buffer, at.sketches, most * bytes),
    bound(count) {
      bound(
        ...[at.sketches, bytes, count, rows, Number(whole), dims, blocks, at.terms, ofTerm, terms.length],
        ...[topRegions, share ?? 0, rounding, at.scratch, at.results],
      );
      return new Float32Array(buffer, at.results, terms.length * 3 * count);
    },
  };
}

/** An address for each length in bytes, in memory that has grown to them. */
function room<N extends string>(
  of: Kernel,
  lengths: Readonly<Record<N, number>>,
): Readonly<Record<N, number>> {
  const at: Record<N, number> = { ...lengths };
  let end = 0;
  for (const name in lengths) {
    at[name] = end;
    end += aligned(lengths[name]);
  }
  const missing = end - of.memory.buffer.byteLength;
  if (missing > 0) of.memory.grow(Math.ceil(missing / PAGE_BYTES));
  return at;
}

function aligned(size: number): number {
  return Math.ceil(size / ALIGNMENT) * ALIGNMENT;
}
