import { InferenceSession, Tensor } from "onnxruntime-node";
import { runSessionInto } from "../../../src/inference/sessions/run-session";
import { encodeValueType } from "../../../src/onnx/read/value-type";
import { integerAttribute, rawModel, rawNode } from "../../helpers/onnx/raw-onnx";

const INT64 = 7; // as ONNX numbers it

/** A session that gives each number as `made`, cast to a type that ONNX numbers so. */
function castTo(type: number): Promise<InferenceSession> {
  const model = rawModel({
    nodes: [rawNode("Cast", ["given"], ["made"], [integerAttribute("to", type)])],
    inputs: { given: ["n"] },
    outputs: { made: ["n"] },
  });
  const output = encodeValueType("made", ["n"]);
  const typeByte = output.indexOf(Buffer.of(8, 1)) + 1; // the helper writes float32's, 1
  model.writeUInt8(type, model.indexOf(output) + typeByte);
  return InferenceSession.create(model);
}

const feeds = { given: new Tensor("float32", Float32Array.of(1, 2, 3), [3]) };
const room = (length: number) => new Tensor("float32", new Float32Array(length), [length]);

describe("runSessionInto", () => {
  it("writes outputs into the memory that it is given", async () => {
    const target = room(3);
    await runSessionInto(await castTo(1), feeds, { made: target });
    expect(target.data).toEqual(Float32Array.of(1, 2, 3));
  });

  it("refuses a model whose output is of another type or size, or is missing", async () => {
    const refused = (message: string) => ({
      code: "MODEL_NOT_READY",
      message: expect.stringContaining(message),
    });
    await expect(runSessionInto(await castTo(INT64), feeds, { made: room(3) })).rejects.toMatchObject(
      refused("int64"),
    );
    await expect(runSessionInto(await castTo(1), feeds, { made: room(4) })).rejects.toMatchObject(
      refused("[4]"),
    );
    await expect(runSessionInto(await castTo(1), feeds, { other: room(3) })).rejects.toMatchObject(
      refused("nothing"),
    );
  });
});
