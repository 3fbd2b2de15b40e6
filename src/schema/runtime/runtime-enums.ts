import { registerEnumType } from "type-graphql";

/** The values are the engine's own words. */
export const Provider = { CPU: "cpu", CUDA: "cuda", TENSORRT: "tensorrt", WEBGPU: "webgpu" } as const;
export type Provider = (typeof Provider)[keyof typeof Provider];
const PROVIDERS = {
  CPU: { description: "The processor." },
  CUDA: { description: "An NVIDIA GPU, by CUDA." },
  TENSORRT: { description: "An NVIDIA GPU, by TensorRT." },
  WEBGPU: { description: "A GPU, by WebGPU." },
};
registerEnumType(Provider, {
  name: "Provider",
  description: "What ONNX Runtime computes on.",
  valuesConfig: PROVIDERS,
});

export const ProviderSetting = { AUTO: "auto", ...Provider } as const;
export type ProviderSetting = (typeof ProviderSetting)[keyof typeof ProviderSetting];
registerEnumType(ProviderSetting, {
  name: "ProviderSetting",
  description: "What the configuration asks models to run on.",
  valuesConfig: { AUTO: { description: "The fastest one that works on the machine." }, ...PROVIDERS },
});

export const Precision = { FLOAT32: "float32", FLOAT16: "float16", INT8: "int8" } as const;
export type Precision = (typeof Precision)[keyof typeof Precision];
registerEnumType(Precision, {
  name: "Precision",
  description: "The numbers that a model is computed in.",
  valuesConfig: {
    FLOAT32: { description: "Single precision." },
    FLOAT16: { description: "Half precision, on a GPU where that is faster." },
    INT8: { description: "8 bits in the backbone's body, of a quantized version." },
  },
});

export const StageBound = { COMPUTE: "compute", MEMORY: "memory" } as const;
export type StageBound = (typeof StageBound)[keyof typeof StageBound];
registerEnumType(StageBound, {
  name: "StageBound",
  description: "What bounds the speed of a model's stages.",
  valuesConfig: {
    COMPUTE: { description: "Arithmetic: on a CPU batches hardly make them faster." },
    MEMORY: { description: "Reading weights: a batch takes hardly longer than an image." },
  },
});

export const LaneState = { IDLE: "idle", BUSY: "busy", DOWN: "down", CLOSED: "closed" } as const;
export type LaneState = (typeof LaneState)[keyof typeof LaneState];
registerEnumType(LaneState, {
  name: "LaneState",
  description: "What a lane is doing.",
  valuesConfig: {
    IDLE: { description: "Nothing." },
    BUSY: { description: "Work." },
    DOWN: { description: "Its thread ended; the next call starts another." },
    CLOSED: { description: "The service is stopping." },
  },
});

export const LaunchReason = {
  ALL_WAITING: "ALL_WAITING",
  CAP: "CAP",
  DEADLINE: "DEADLINE",
  URGENT: "URGENT",
  SHARED: "SHARED",
  OTHER_GROUPS: "OTHER_GROUPS",
  WIDE: "WIDE",
} as const;
export type LaunchReason = (typeof LaunchReason)[keyof typeof LaunchReason];
registerEnumType(LaunchReason, {
  name: "LaunchReason",
  description: "What limited the size of a batch.",
  valuesConfig: {
    ALL_WAITING: { description: "Nothing else waited." },
    CAP: { description: "It was full." },
    DEADLINE: { description: "One more would have missed a deadline." },
    URGENT: {
      description: "More of the patient items that waited would have kept a caller waiting for long.",
    },
    SHARED: { description: "Other lanes were free to take the rest." },
    OTHER_GROUPS: { description: "The other waiting items could not share a batch with it." },
    WIDE: {
      description: "An item took all lanes, which finishes the few that wait sooner than a lane for each.",
    },
  },
});

export const QueueName = {
  DECODE: "decode",
  DECODE_LARGE: "decodeLarge",
  ENCODE: "encode",
  ENCODE_MEMORY: "encodeMemory",
  SCORE: "score",
  CLASSIFIERS: "classifiers",
  MAPS: "maps",
  HEAT_MAP: "heatMap",
  THUMBNAIL: "thumbnail",
  TEXT: "text",
} as const;
export type QueueName = (typeof QueueName)[keyof typeof QueueName];
registerEnumType(QueueName, {
  name: "QueueName",
  description: "What the items of a queue wait for.",
  valuesConfig: {
    DECODE: { description: "Pictures to be decoded." },
    DECODE_LARGE: { description: "Large pictures to be decoded, one at a time." },
    ENCODE: { description: "Images to be encoded to regions." },
    ENCODE_MEMORY: {
      description:
        "Images on their way to regions, for the stages that are bound by reading their weights, where these have batches of their own.",
    },
    SCORE: { description: "Images to be scored against a vocabulary." },
    CLASSIFIERS: { description: "Labels to be made classifiers of, for a search." },
    MAPS: { description: "Labels whose regions are to be computed." },
    HEAT_MAP: { description: "Heat maps to be drawn." },
    THUMBNAIL: { description: "Pictures to be made small." },
    TEXT: { description: "Texts to be encoded." },
  },
});
