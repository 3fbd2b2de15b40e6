import { fieldsOf, integerField, lengthPrefixed } from "../read/protobuf-fields";
import { FLOAT16 } from "../read/value-type";

const VALUE_INFO = { type: 2 };
const TYPE = { tensor: 1 };
const TENSOR_TYPE = { element: 1 };

/** A file's type of a float32 tensor, changed to halves. */
export function halfValueInfo(valueInfo: Buffer): Buffer {
  return withField(valueInfo, VALUE_INFO.type, (type) =>
    withField(type, TYPE.tensor, (tensorType) => {
      const kept = [...fieldsOf(tensorType)].filter(({ number }) => number !== TENSOR_TYPE.element);
      const others = kept.map(({ start, end }) => tensorType.subarray(start, end));
      return Buffer.concat([integerField(TENSOR_TYPE.element, FLOAT16), ...others]);
    }),
  );
}

function withField(message: Buffer, number: number, change: (content: Buffer) => Buffer): Buffer {
  const fields = [...fieldsOf(message)].map((field) =>
    field.number === number
      ? lengthPrefixed(number, change(message.subarray(field.contentStart, field.end)))
      : message.subarray(field.start, field.end),
  );
  return Buffer.concat(fields);
}
