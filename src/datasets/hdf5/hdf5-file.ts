import { setImmediate } from "node:timers/promises";
import { RegionaryError } from "../../errors";
import { openByteStream } from "../../files/open-byte-stream";
import { invalidDataset, quoted } from "../invalid-dataset";
import { type FileOpener, withoutOpeningFiles } from "./without-opening-files";

/** More than any feature map or label array has; a chunk is decompressed as a whole. */
const MAX_ELEMENTS = 1 << 24;

const loadLibrary = () => import("h5wasm/node");
type Library = Awaited<ReturnType<typeof loadLibrary>>;
type Dataset = InstanceType<Library["Dataset"]>;

/** An array of a file, of the element types that feature files have. */
interface Hdf5Array {
  readonly shape: readonly number[];
  readonly data: Float32Array | Int8Array | Uint8Array | Int16Array | Int32Array;
}

/**
 * An HDF5 file whose arrays are in its root group. HDF5 itself reads from the file as needed, so a file of
 * any size takes the memory of one array and of the list of names. No other file is read, whatever it refers
 * to.
 */
export class Hdf5File {
  private constructor(
    readonly file: string,
    private readonly hdf5: InstanceType<Library["File"]>,
    private readonly datasetType: Library["Dataset"],
    private readonly opener: FileOpener,
    /** The names of all that is in the root group. */
    readonly names: ReadonlySet<string>,
  ) {}

  static async open(file: string): Promise<Hdf5File> {
    await refuseOtherFiles(file);
    const h5wasm = await loadLibrary();
    const library = await h5wasm.ready;
    library.activate_throwing_error_handler(); // it would print its errors otherwise
    try {
      const hdf5 = new h5wasm.File(file, "r");
      return new Hdf5File(file, hdf5, h5wasm.Dataset, library, new Set(hdf5.keys()));
    } catch (cause) {
      const problem = "it begins like an HDF5 file, but cannot be opened";
      throw invalidDataset({ file }, problem, "Copy or download it again: it may be cut off.", cause);
    }
  }

  /** The shape of an array, or null where there is no array of that name. Reads none of it. */
  shapeOf(name: string): readonly number[] | null {
    return this.names.has(name) ? (this.dataset(name).shape ?? null) : null;
  }

  /** The whole array; the caller has checked its shape. */
  async read(name: string): Promise<Hdf5Array> {
    await setImmediate(); // HDF5 reads synchronously, so others get a turn in between
    const dataset = this.dataset(name);
    const shape = dataset.shape ?? [];
    const { chunks, virtual_sources: others } = dataset.metadata;
    const most = Math.max(product(shape), product(chunks ?? []));
    if (most > MAX_ELEMENTS || others !== undefined) {
      const found = others ? "it refers to other files" : `it, or a chunk of it, has ${most}`;
      throw this.invalid(name, `expected an array of at most ${MAX_ELEMENTS} elements, but ${found}`);
    }
    const data = this.attempt(name, () => dataset.value);
    if (
      data instanceof Float32Array ||
      data instanceof Int8Array ||
      data instanceof Uint8Array ||
      data instanceof Int16Array ||
      data instanceof Int32Array
    ) {
      if (data.length === product(shape)) return { shape, data };
      throw this.invalid(name, `expected ${product(shape)} elements, but got ${data.length}`);
    }
    const expected = "expected float32 or integers of at most 32 bits";
    throw this.invalid(name, `${expected}, but its type is ${quoted(dataset.dtype)}`);
  }

  close(): void {
    this.hdf5.close();
  }

  private dataset(name: string): Dataset {
    const entity = this.attempt(name, () => this.hdf5.get(name));
    if (entity instanceof this.datasetType) return entity;
    throw this.invalid(name, "expected an array, but it is not one");
  }

  private attempt<T>(name: string, step: () => T): T {
    try {
      return withoutOpeningFiles(this.opener, step);
    } catch (cause) {
      throw this.invalid(name, "it cannot be read, or refers to another file", cause);
    }
  }

  private invalid(name: string, problem: string, cause?: unknown) {
    return invalidDataset({ file: this.file, at: name }, problem, "Copy or make the file again.", cause);
  }
}

const SIGNATURE = Buffer.from("\x89HDF\r\n\x1a\n", "latin1");

async function refuseOtherFiles(file: string): Promise<void> {
  const { chunks } = await openByteStream(file);
  for await (const chunk of chunks) {
    if (chunk.subarray(0, SIGNATURE.length).equals(SIGNATURE)) return;
    break;
  }
  throw new RegionaryError(
    "INVALID_DATASET",
    `${file}: expected an HDF5 file, but it does not begin like one. Give the .h5 file itself, decompressed.`,
  );
}

function product(lengths: readonly number[]): number {
  return lengths.reduce((size, length) => size * length, 1);
}
