import { KERNEL_CODE } from "./kernel-code";

/** What resize-kernel.wat exports; it says what the parameters mean. Addresses are in `memory`. */
interface Kernel {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  resizeRows(
    source: number,
    stride: number,
    rows: number,
    target: number,
    length: number,
    first: number,
    pairs: number,
    weights: number,
    mostPairs: number,
  ): void;
  addRows(source: number, stride: number, target: number, weights: number, pairs: number): void;
}

/** As much of it as is needed here: TypeScript has its types only beside those of a browser. */
declare const WebAssembly: {
  readonly Module: new (code: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: Kernel };
};

const PAGE_BYTES = 65_536;
const ALIGNMENT = 16;

/** This thread's own. Its memory grows to the most that a picture needed, mostly 1 or 2 MB, and stays. */
export const kernel = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(KERNEL_CODE, "base64")))
  .exports;

/** Room in the kernel's memory, until the next call: an address for each length in bytes, and all of the memory. */
export function kernelRoom<N extends string>(
  lengths: Readonly<Record<N, number>>,
): { readonly at: Readonly<Record<N, number>>; readonly memory: Uint8Array } {
  const at: Record<N, number> = { ...lengths };
  let end = 0;
  for (const name in lengths) {
    at[name] = end;
    end += Math.ceil(lengths[name] / ALIGNMENT) * ALIGNMENT;
  }
  const missing = end - kernel.memory.buffer.byteLength;
  if (missing > 0) kernel.memory.grow(Math.ceil(missing / PAGE_BYTES));
  return { at, memory: new Uint8Array(kernel.memory.buffer) };
}
