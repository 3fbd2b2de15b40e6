import type { Provider } from "../providers/providers";
import type { ChainParts } from "./chain-input";
import type { LaneEncodeModel } from "./encode-model";

/** Memory for values, by their names. */
type SharedValues = Readonly<Record<string, readonly Float32Array<SharedArrayBuffer>[]>>;

/** The tasks of an encode thread. */
export type EncodeTasks = {
  supported: { message: null; result: string[] };
  probe: { message: { provider: Provider; gpu: number }; result: null };
  /** Forgets a model and the sessions that no other model uses. */
  close: { message: { key: string }; result: null };
  closeAll: { message: null; result: null };
  /**
   * The images' regions, float16 [N, P, R], into memory shared by all threads, in parts that follow one another; false for
   * parts where the model's regions do not fit float16.
   */
  encode: {
    message: {
      model: LaneEncodeModel;
      input: ChainParts;
      regions: readonly Uint16Array<SharedArrayBuffer>[];
    };
    result: boolean[];
  };
  /** What the stages make on the way, float32 by name, each [N, ...shape]. */
  values: {
    message: { model: LaneEncodeModel; input: ChainParts; wanted: readonly string[] };
    result: Readonly<Record<string, Float32Array<ArrayBuffer>>>;
  };
  /** The same, into memory shared by all threads, in parts that follow one another. */
  valuesInto: { message: { model: LaneEncodeModel; input: ChainParts; values: SharedValues }; result: null };
};
