import { InertObject } from "./inert-object";
import {
  INSTRUCTIONS_LIMIT,
  MARK,
  type Machine,
  pop,
  popToMark,
  take,
  takeLine,
  tooLong,
  top,
} from "./machine";
import { build, call, callWithNames, findGlobal, pushFrozenSet, pushStackGlobal } from "./named-objects";
import type { PickleRules } from "./pickle-rules";

/**
 * Reads the pickle (protocol 0x02 to 0x05) that starts at `start` and says where it ends. It is a reader of
 * data, not an interpreter of Python: a name outside `rules.globals` is refused when it is mentioned, or stands for an
 * inert object, and no name leads to code other than ours.
 * Dictionaries become Maps; lists and tuples become arrays; long integers become bigint where a number
 * would lose digits. Throws what `rules.invalid` makes.
 */
export function readPickle(
  bytes: Buffer,
  start: number,
  rules: PickleRules,
): { value: unknown; end: number } {
  const machine: Machine = { bytes, rules, position: start, instructions: 0, stack: [], memo: new Map() };
  for (; machine.instructions < INSTRUCTIONS_LIMIT; machine.instructions++) {
    const opcode = take(machine, 1)[0]!;
    if (opcode === STOP) return { value: pop(machine), end: machine.position };
    const step = OPCODES.get(opcode);
    if (step === undefined) {
      throw rules.invalid(
        `the pickle has the instruction 0x${opcode.toString(16).padStart(2, "0")} at byte ${machine.position - 1}, ` +
          `which saved ${rules.holds} do not need`,
      );
    }
    step(machine);
  }
  throw tooLong(machine);
}

const STOP = ".".charCodeAt(0);

const OPCODES = new Map<number, (machine: Machine) => void>([
  [0x80, (m) => void take(m, 1)], // PROTO
  [0x95, (m) => void take(m, 8)], // FRAME
  ...entry("(", (m) => m.stack.push(MARK)),
  ...entry("N", (m) => m.stack.push(null)),
  [0x88, (m) => m.stack.push(true)],
  [0x89, (m) => m.stack.push(false)],
  ...entry("J", (m) => m.stack.push(take(m, 4).readInt32LE())),
  ...entry("K", (m) => m.stack.push(take(m, 1).readUInt8())),
  ...entry("M", (m) => m.stack.push(take(m, 2).readUInt16LE())),
  [0x8a, (m) => m.stack.push(longInteger(take(m, take(m, 1).readUInt8())))], // LONG1
  ...entry("G", (m) => m.stack.push(take(m, 8).readDoubleBE())),
  ...entry("X", (m) => m.stack.push(take(m, take(m, 4).readUInt32LE()).toString("utf8"))),
  [0x8c, (m) => m.stack.push(take(m, take(m, 1).readUInt8()).toString("utf8"))], // SHORT_BINUNICODE
  ...entry("T", (m) => m.stack.push(take(m, take(m, 4).readUInt32LE()).toString("latin1"))), // Python 2 str
  ...entry("U", (m) => m.stack.push(take(m, take(m, 1).readUInt8()).toString("latin1"))),
  [0x8b, (m) => m.stack.push(longInteger(take(m, take(m, 4).readUInt32LE())))], // LONG4
  [0x8d, (m) => m.stack.push(take(m, length8(m)).toString("utf8"))], // BINUNICODE8
  ...entry("B", (m) => m.stack.push(take(m, take(m, 4).readUInt32LE()))),
  ...entry("C", (m) => m.stack.push(take(m, take(m, 1).readUInt8()))),
  [0x8e, (m) => m.stack.push(take(m, length8(m)))], // BINBYTES8
  [0x96, (m) => m.stack.push(take(m, length8(m)))], // BYTEARRAY8
  [0x8f, (m) => m.stack.push(new InertObject("builtins.set"))],
  [0x90, (m) => append(m, popToMark(m))], // ADDITEMS
  [0x91, (m) => pushFrozenSet(m)],
  ...entry("0", (m) => void pop(m)),
  ...entry("1", (m) => void popToMark(m)),
  ...entry("2", (m) => m.stack.push(top(m))),
  ...entry("}", (m) => m.stack.push(new Map())),
  ...entry("]", (m) => m.stack.push([])),
  ...entry(")", (m) => m.stack.push([])),
  ...entry("t", (m) => m.stack.push(popToMark(m))),
  [0x85, (m) => m.stack.push([pop(m)])],
  [0x86, (m) => m.stack.push([pop(m), pop(m)].reverse())],
  [0x87, (m) => m.stack.push([pop(m), pop(m), pop(m)].reverse())],
  ...entry("a", (m) => append(m, [pop(m)])),
  ...entry("e", (m) => append(m, popToMark(m))),
  ...entry("s", (m) => setItems(m, [pop(m), pop(m)].reverse())),
  ...entry("u", (m) => setItems(m, popToMark(m))),
  ...entry("q", (m) => m.memo.set(take(m, 1).readUInt8(), top(m))),
  ...entry("r", (m) => m.memo.set(take(m, 4).readUInt32LE(), top(m))),
  [0x94, (m) => m.memo.set(m.memo.size, top(m))], // MEMOIZE
  ...entry("h", (m) => recall(m, take(m, 1).readUInt8())),
  ...entry("j", (m) => recall(m, take(m, 4).readUInt32LE())),
  ...entry("c", (m) => m.stack.push(findGlobal(m, takeLine(m), takeLine(m)))),
  [0x93, (m) => pushStackGlobal(m)],
  ...entry("R", (m) => call(m)),
  [0x81, (m) => call(m)], // NEWOBJ: the classes we know are built by calling them
  [0x92, (m) => callWithNames(m)], // NEWOBJ_EX
  ...entry("b", (m) => build(m)),
  ...entry("Q", (m) => m.stack.push(m.rules.persistentLoad(pop(m)))),
]);

function entry(character: string, step: (machine: Machine) => void): [number, (machine: Machine) => void][] {
  return [[character.charCodeAt(0), step]];
}

function append(machine: Machine, items: unknown[]): void {
  const list = top(machine);
  if (list instanceof InertObject) return;
  if (!Array.isArray(list)) throw machine.rules.invalid("its pickle appends to something that is not a list");
  for (const item of items) list.push(item);
}

function setItems(machine: Machine, items: unknown[]): void {
  const dictionary = top(machine);
  if (dictionary instanceof InertObject) return;
  if (!(dictionary instanceof Map))
    throw machine.rules.invalid("its pickle sets a key of something that is not a dictionary");
  if (items.length % 2 !== 0) throw machine.rules.invalid("its pickle has a key without a value");
  for (let i = 0; i < items.length; i += 2) dictionary.set(items[i], items[i + 1]);
}

function recall(machine: Machine, index: number): void {
  if (!machine.memo.has(index))
    throw machine.rules.invalid("its pickle refers to a value that it never stored");
  machine.stack.push(machine.memo.get(index));
}

/** A length of eight bytes; one beyond what a number can hold is beyond the pickle, too. */
function length8(machine: Machine): number {
  return Number(take(machine, 8).readBigUInt64LE());
}

/** Little-endian two's complement of any length. */
function longInteger(bytes: Buffer): number | bigint {
  let value = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i]!);
  value = BigInt.asIntN(bytes.length * 8, value);
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}
