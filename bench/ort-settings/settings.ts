import path from "node:path";
import { InferenceSession } from "onnxruntime-node";
import { mappedCopy } from "../../src/inference/sessions/mapped-copy";
import { sessionOptions } from "../../src/inference/sessions/open-session";

/** A way to open a file: other options than the lanes' own, or another file made of it. */
interface Setting {
  readonly options?: Partial<InferenceSession.SessionOptions>;
  /** Entries of ONNX Runtime's session configuration, beside the lanes' own. */
  readonly entries?: Readonly<Record<string, string>>;
  /** Makes the file that is opened, before anything is measured. */
  readonly make?: (file: string, directory: string) => Promise<string>;
}

const mapOrtFormat = { use_memory_mapped_ort_model: "1", use_ort_model_bytes_for_initializers: "1" };

/** What was tried, beside how the file is opened without any of it, which comes first. */
export const SETTINGS: Readonly<Record<string, Setting>> = {
  plain: {},
  "mapped copy": { make: (file) => mappedCopy(file) },
  "ORT format": { make: inOrtFormat },
  "ORT format, mapped": { make: inOrtFormat, entries: mapOrtFormat },
  "no prepacking": { entries: { disable_prepacking: "1" } },
  "no arena": { options: { enableCpuMemArena: false } },
  "no memory pattern": { options: { enableMemPattern: false } },
  "device allocator for weights": { entries: { use_device_allocator_for_initializers: "1" } },
  "no layout optimizations": { options: { graphOptimizationLevel: "extended" } },
  spinning: { entries: { "intra_op.allow_spinning": "1" } },
  "dynamic blocks of 4": { entries: { dynamic_block_base: "4" } },
  "denormals as zero": { entries: { set_denormal_as_zero: "1" } },
};

/** The options of a session with a setting. */
export function optionsWith(
  { options, entries = {} }: Setting,
  threads: number,
): InferenceSession.SessionOptions {
  const usual = sessionOptions({ provider: "cpu", threads });
  const session = { "intra_op.allow_spinning": "0", ...entries };
  return { ...usual, ...options, extra: { session } };
}

async function inOrtFormat(file: string, directory: string): Promise<string> {
  const made = path.join(directory, `${path.basename(file, ".onnx")}.ort`);
  const session = await InferenceSession.create(file, {
    ...sessionOptions({ provider: "cpu", threads: 1 }),
    optimizedModelFilePath: made,
    extra: { session: { save_model_format: "ORT" } },
  });
  await session.release();
  return made;
}
