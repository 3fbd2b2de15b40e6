/** The files of the model that ships, as the import of models takes them. */
export const FIRST_MODEL_FILES = {
  head: "head.safetensors",
  /** `{ "heads": 2 }`: what the checkpoint does not tell of the head. */
  headSettings: "head.json",
  backbone: "backbone.onnx",
  manifest: "backbone.json",
} as const;
