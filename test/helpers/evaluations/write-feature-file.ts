/** An array of a feature file; float32 or int8 by its type. */
export interface FileArray {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array | Int8Array | Float64Array;
  readonly chunks?: readonly number[];
}

/** Writes an HDF5 file; arrays with chunks are compressed with gzip, as the authors' are. */
export async function writeFeatureFile(file: string, arrays: readonly FileArray[]): Promise<void> {
  const h5wasm = await import("h5wasm/node");
  await h5wasm.ready;
  const hdf5 = new h5wasm.File(file, "w");
  for (const { name, shape, data, chunks } of arrays) {
    const compressed = chunks ? { chunks: [...chunks], compression: 4 } : {};
    hdf5.create_dataset({ name, shape: [...shape], data, ...compressed });
  }
  hdf5.close();
}

/** The bytes of the pickled `{'img_names': names}`, of protocol 2. */
export function pickledNames(names: readonly string[]): Buffer {
  const text = (value: string) => {
    const bytes = Buffer.from(value);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(bytes.length);
    return Buffer.concat([Buffer.from("X"), length, bytes]);
  };
  const list = [Buffer.from("]("), ...names.map(text), Buffer.from("e")];
  return Buffer.concat([Buffer.of(0x80, 2), Buffer.from("}"), text("img_names"), ...list, Buffer.from("s.")]);
}
