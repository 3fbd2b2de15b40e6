/** Numbers as they are stored, float32 or the bits of float16, in memory shared by all threads. */
export type SharedNumbers = Float32Array<SharedArrayBuffer> | Uint16Array<SharedArrayBuffer>;

/**
 * What a chain of stages begins with, by the names of its values: pictures as bytes `image` [N, height,
 * width, 3], or what earlier stages made of them, float32 or the bits of float16, each [N, ...shape].
 */
export interface ChainInput {
  /** N */
  readonly count: number;
  readonly values: Readonly<Record<string, ChainNumbers>>;
}

type ChainNumbers = Uint8Array | Uint16Array | Float32Array;

/** The same with each value in parts that follow one another, such as one for each image. */
export interface ChainParts {
  readonly count: number;
  readonly values: Readonly<Record<string, readonly ChainNumbers[]>>;
}

export function inOnePart({ count, values }: ChainInput): ChainParts {
  return {
    count,
    values: Object.fromEntries(Object.entries(values).map(([name, numbers]) => [name, [numbers]])),
  };
}
