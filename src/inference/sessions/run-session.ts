import type { InferenceSession, Tensor } from "onnxruntime-node";
import { RegionaryError } from "../../errors";

/**
 * Runs a session for one float32 output. Throws MODEL_NOT_READY when the output is missing, is of another
 * type, or has another number of values than `expected` (null takes any).
 */
export async function runSession(
  session: InferenceSession,
  feeds: Readonly<Record<string, Tensor>>,
  output: string,
  expected: number | null,
): Promise<Float32Array> {
  const tensor = (await session.run(feeds, [output]))[output];
  if (tensor?.type !== "float32") throw otherType(output, tensor?.type);
  const data = tensor.data as Float32Array;
  if (expected !== null && data.length !== expected) {
    throw new RegionaryError(
      "MODEL_NOT_READY",
      `Expected ${expected} values of "${output}" from the model; got ${data.length} in shape [${tensor.dims.join(", ")}]. Its package says other sizes than its files: import it again.`,
    );
  }
  return data;
}

/**
 * Runs a session whose outputs are written into existing memory, instead of being copied out of its
 * own. Throws MODEL_NOT_READY as `runSession` does.
 */
export async function runSessionInto(
  session: InferenceSession,
  feeds: Readonly<Record<string, Tensor>>,
  targets: Readonly<Record<string, Tensor>>,
): Promise<void> {
  // Bytes are copied from a GPU whatever their type, so the types are checked first.
  for (const [output, target] of Object.entries(targets)) {
    const made = session.outputMetadata.find(({ name }) => name === output);
    const type = made?.isTensor ? made.type : undefined;
    if (type !== target.type) throw otherType(output, type);
  }
  try {
    await session.run(feeds, targets);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    if (!/shape|dimension|size mismatch/i.test(why)) throw cause;
    const expected = Object.entries(targets).map(([name, { dims }]) => `"${name}" [${dims.join(", ")}]`);
    throw new RegionaryError(
      "MODEL_NOT_READY",
      `Expected ${expected.join(" and ")} from the model: ${why}. Its package says other sizes than its files: import it again.`,
      {},
      { cause },
    );
  }
}

function otherType(output: string, type: string | undefined): RegionaryError {
  return new RegionaryError(
    "MODEL_NOT_READY",
    `Expected the model to give "${output}" as float32; got ${type ?? "nothing"}. Import the model again.`,
  );
}
