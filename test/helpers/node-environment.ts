import { TestEnvironment } from "jest-environment-node";

const typedArrays = {
  Float32Array,
  Float64Array,
  Int8Array,
  Int16Array,
  Int32Array,
  Uint16Array,
  Uint32Array,
  BigInt64Array,
  BigUint64Array,
};

/**
 * Jest's Node environment with the process's own typed arrays. Jest gives each test file a context with
 * constructors of its own, while native modules make their arrays with the process's: without this, ONNX
 * Runtime refuses its own outputs as no Float32Array.
 */
export default class SharedTypedArraysEnvironment extends TestEnvironment {
  override async setup(): Promise<void> {
    await super.setup();
    Object.assign(this.global, typedArrays);
  }
}
