/** The name of the model that ships. */
export const SCENES_MODEL = "scenes";

/** The files of the shipped model, as the import of models takes them. */
export const FIRST_MODEL_FILES = {
  head: "head.safetensors",
  /** `{ "heads": 2 }`: what the checkpoint does not say about the head. */
  headSettings: "head.json",
  backbone: "backbone.onnx",
  manifest: "backbone.json",
} as const;
