/** Makes names that none of these is, and never the same twice. */
export function freshNames(used: Iterable<string>): (name: string) => string {
  const taken = new Set(used);
  return (name) => {
    let free = name;
    while (taken.has(free)) free += "_";
    taken.add(free);
    return free;
  };
}
