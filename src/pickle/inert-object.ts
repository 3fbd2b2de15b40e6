/**
 * What stands for a class or function that a pickle names and we do not know, and for whatever it would make: nothing
 * is called, and what is put into it is dropped.
 */
export class InertObject {
  constructor(readonly name: string) {}
}
