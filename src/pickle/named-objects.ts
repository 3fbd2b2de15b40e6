import { InertObject } from "./inert-object";
import { INSTRUCTIONS_LIMIT, type Machine, pop, popToMark, tooLong } from "./machine";
import type { PickleGlobal } from "./pickle-rules";

export function findGlobal(machine: Machine, module: string, name: string): PickleGlobal | InertObject {
  const fullName = `${module}.${name}`;
  const found = machine.rules.globals.get(fullName);
  if (found) return found;
  if (machine.rules.others === "inert") return new InertObject(fullName.slice(0, 200));
  throw machine.rules.invalid(
    `its pickle asks for ${JSON.stringify(fullName.slice(0, 200))}, which is not among the few constructors ` +
      `that ${machine.rules.holds} need; nothing was run. ${machine.rules.instead}`,
  );
}

export function pushStackGlobal(machine: Machine): void {
  const [module, name] = [pop(machine), pop(machine)].reverse();
  if (typeof module !== "string" || typeof name !== "string")
    throw machine.rules.invalid("its pickle asks for a name that is not text");
  machine.stack.push(findGlobal(machine, module, name));
}

export function call(machine: Machine): void {
  const args = pop(machine);
  const target = pop(machine) as Partial<PickleGlobal> | null;
  if (target instanceof InertObject) {
    machine.stack.push(target);
    return;
  }
  if (typeof target?.call !== "function" || machine.rules.globals.get(target.name ?? "") !== target) {
    throw machine.rules.invalid(
      `its pickle calls something that is not a constructor of ${machine.rules.holds}`,
    );
  }
  if (!Array.isArray(args))
    throw machine.rules.invalid(`its pickle calls ${target.name} without a list of arguments`);
  for (const argument of args) machine.instructions += 1 + (Array.isArray(argument) ? argument.length : 0);
  if (machine.instructions > INSTRUCTIONS_LIMIT) throw tooLong(machine);
  machine.stack.push(target.call(args));
}

/** Arguments by name are for classes that we do not know. */
export function callWithNames(machine: Machine): void {
  pop(machine);
  call(machine);
}

export function pushFrozenSet(machine: Machine): void {
  popToMark(machine);
  machine.stack.push(new InertObject("builtins.frozenset"));
}

export function build(machine: Machine): void {
  const state = pop(machine);
  const instance = pop(machine);
  const built = instance instanceof InertObject ? instance : machine.rules.build(instance, state);
  if (built === undefined)
    throw machine.rules.invalid("its pickle sets the state of something that cannot have one");
  machine.stack.push(built);
}
