import { integerField, lengthPrefixed } from "../read/protobuf-fields";

const ATTRIBUTE = { name: 1, integer: 3, integers: 8, type: 20 };
const INTEGER_KIND = 2;
const INTEGERS_KIND = 7;

/** An AttributeProto with an integer, at least 0. */
export function integerAttribute(name: string, value: number): Buffer {
  return Buffer.concat([
    lengthPrefixed(ATTRIBUTE.name, Buffer.from(name)),
    integerField(ATTRIBUTE.integer, value),
    integerField(ATTRIBUTE.type, INTEGER_KIND),
  ]);
}

/** An AttributeProto with a list of integers, each at least 0. */
export function integersAttribute(name: string, values: readonly number[]): Buffer {
  return Buffer.concat([
    lengthPrefixed(ATTRIBUTE.name, Buffer.from(name)),
    ...values.map((value) => integerField(ATTRIBUTE.integers, value)),
    integerField(ATTRIBUTE.type, INTEGERS_KIND),
  ]);
}
