import { writeZip } from "../files/write-zip";

/** A storage and one tensor that looks at it, as torch.save would describe them. */
export interface TorchTensor {
  readonly name: string;
  readonly storage: {
    readonly key: string;
    readonly type: string;
    readonly count: number;
    readonly data: Buffer;
  };
  readonly offset?: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  /** How PyTorch before 0.4 saved weights: a Parameter around the tensor, with state of its own. */
  readonly asOldParameter?: boolean;
}

/** A float32 tensor stored row after row. */
export function floatTensor(name: string, shape: readonly number[], values: readonly number[]): TorchTensor {
  const storage = {
    key: `${name}-storage`,
    type: "FloatStorage",
    count: values.length,
    data: Buffer.from(Float32Array.from(values).buffer),
  };
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
  return { name, storage, shape, strides };
}

const MAGIC = Buffer.from([
  0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e,
]);

/** The bytes of a legacy checkpoint; `object` replaces the pickle of its state dict. */
export function legacyCheckpoint(tensors: readonly TorchTensor[], object?: Buffer): Buffer {
  const storages = new Map(tensors.map(({ storage }) => [storage.key, storage]));
  return Buffer.concat([
    MAGIC,
    pickle(integer(1001)),
    pickle("}", text("little_endian"), Buffer.of(0x88), "s"),
    object ?? stateDictPickle(tensors, "legacy"),
    pickle("](", ...[...storages.keys()].map(text), "e"),
    ...[...storages.values()].flatMap(({ count, data }) => [int64(count), data]),
  ]);
}

/** The bytes of a zip checkpoint; `object` replaces `data.pkl`. */
export function zipCheckpoint(tensors: readonly TorchTensor[], object?: Buffer): Buffer {
  const storages = new Map(tensors.map(({ storage }) => [storage.key, storage]));
  return writeZip([
    ["archive/data.pkl", object ?? stateDictPickle(tensors, "zip")],
    ["archive/byteorder", Buffer.from("little")],
    ...[...storages.values()].map(({ key, data }): [string, Buffer] => [`archive/data/${key}`, data]),
    ["archive/version", Buffer.from("3\n")],
  ]);
}

/** A pickle of protocol 2 made of opcodes. */
export function pickle(...parts: (Buffer | string)[]): Buffer {
  const bytes = parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : part));
  return Buffer.concat([Buffer.of(0x80, 2), ...bytes, Buffer.from(".")]);
}

/** The opcodes of a text. */
export function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return Buffer.concat([Buffer.from("X"), length, bytes]);
}

function stateDictPickle(tensors: readonly TorchTensor[], format: "legacy" | "zip"): Buffer {
  const entries = tensors.map(({ name, storage, offset = 0, shape, strides, asOldParameter }) => {
    const reference = [
      "(",
      text("storage"),
      `ctorch\n${storage.type}\n`,
      text(storage.key),
      text("cpu"),
      integer(storage.count),
      ...(format === "legacy" ? ["N"] : []),
      "tQ",
    ];
    const view = [integer(offset), tuple(shape), tuple(strides)];
    if (!asOldParameter) {
      const rest = [Buffer.of(0x89), "ccollections\nOrderedDict\n)R"]; // requires_grad, backward hooks
      return [text(name), "ctorch._utils\n_rebuild_tensor_v2\n(", ...reference, ...view, ...rest, "tR"];
    }
    const tensor = ["ctorch._utils\n_rebuild_tensor\n(", ...reference, ...view, "tR"];
    const state = ["(", Buffer.of(0x88, 0x89), "ccollections\nOrderedDict\n)R", "tb"];
    return [text(name), "ctorch.nn.parameter\nParameter\n", ...tensor, Buffer.of(0x85), "R", ...state];
  });
  return pickle("ccollections\nOrderedDict\n)R(", ...entries.flat(), "u");
}

function tuple(values: readonly number[]): Buffer {
  return Buffer.concat([Buffer.from("("), ...values.map(integer), Buffer.from("t")]);
}

function integer(value: number): Buffer {
  const bytes = Buffer.alloc(5);
  bytes.write("J");
  bytes.writeInt32LE(value, 1);
  return bytes;
}

function int64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(BigInt(value));
  return bytes;
}
