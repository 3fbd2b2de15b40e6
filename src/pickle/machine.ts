import type { PickleRules } from "./pickle-rules";

/**
 * A tensor takes about thirty. A small file must not fill memory with empty lists, nor with copies of one
 * long list, so the arguments of calls count as well.
 */
export const INSTRUCTIONS_LIMIT = 1_000_000;

/** Marks the start of a variable number of operands on the stack. */
export const MARK = Symbol("mark");

export interface Machine {
  readonly bytes: Buffer;
  readonly rules: PickleRules;
  position: number;
  instructions: number;
  stack: unknown[];
  readonly memo: Map<number, unknown>;
}

export function tooLong({ rules }: Machine): Error {
  return rules.invalid(`its pickle has more than ${INSTRUCTIONS_LIMIT} instructions`);
}

export function take(machine: Machine, length: number): Buffer {
  const end = machine.position + length;
  if (end > machine.bytes.length)
    throw machine.rules.invalid("it is cut off inside its pickle, or the pickle is too long");
  const taken = machine.bytes.subarray(machine.position, end);
  machine.position = end;
  return taken;
}

export function takeLine(machine: Machine): string {
  const end = machine.bytes.indexOf(0x0a, machine.position);
  if (end < 0) throw machine.rules.invalid("it is cut off inside a name");
  return take(machine, end + 1 - machine.position)
    .subarray(0, -1)
    .toString("utf8");
}

export function top(machine: Machine): unknown {
  if (machine.stack.length === 0) throw machine.rules.invalid("its pickle takes a value from an empty stack");
  const value = machine.stack[machine.stack.length - 1];
  if (value === MARK) throw machine.rules.invalid("its pickle takes a mark for a value");
  return value;
}

export function pop(machine: Machine): unknown {
  const value = top(machine);
  machine.stack.pop();
  return value;
}

export function popToMark(machine: Machine): unknown[] {
  const mark = machine.stack.lastIndexOf(MARK);
  if (mark < 0) throw machine.rules.invalid("its pickle ends a group that never began");
  const group = machine.stack.splice(mark);
  group.shift();
  return group;
}
