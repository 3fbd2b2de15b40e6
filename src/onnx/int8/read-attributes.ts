import { RegionaryError } from "../../errors";
import type { NodeMessage } from "../read/node-message";
import { readAttribute } from "../read/read-attribute";

/**
 * A node's integer attributes. `allowed` says for each whether any value is accepted (null) or only the
 * default; an attribute that it does not name is refused, because it could change what is computed. Throws
 * INVALID_BACKBONE.
 */
export function readAttributes<Name extends string>(
  { operator, name, attributes }: NodeMessage,
  allowed: Readonly<Record<Name, readonly number[] | null>>,
): Partial<Record<Name, readonly number[]>> {
  const found: Partial<Record<Name, readonly number[]>> = {};
  for (const { name: key, integers, text } of attributes.map(readAttribute)) {
    if (key === "auto_pad" && text === "NOTSET") continue;
    const values = integers.length > 0 ? integers : [0];
    const only = key in allowed ? allowed[key as Name] : undefined;
    if (only === undefined || (only !== null && String(values) !== String(only))) {
      const value = text ?? values.join(", ");
      throw new RegionaryError(
        "INVALID_BACKBONE",
        `The backbone's body cannot be quantized: ${operator} "${name}" has ${key} = ${value}` +
          `${only ? `, where only ${only.join(", ")} is known here` : ", which is not known here"}.`,
      );
    }
    found[key as Name] = values;
  }
  return found;
}
