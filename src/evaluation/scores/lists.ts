/** A list of numbers for each of some rows: row r has `entries` from `starts[r]` up to `starts[r + 1]`. */
export interface Lists {
  readonly starts: Uint32Array; // [rows + 1]
  readonly entries: Uint32Array;
}

/** For each of `count` entries the rows that list it, ascending; `places` says where in `entries` they do. */
export function turnedOver(
  { starts, entries }: Lists,
  count: number,
): Lists & { readonly places: Uint32Array } {
  const turned = new Uint32Array(count + 1);
  for (let place = 0; place < entries.length; place++) turned[entries[place]! + 1]!++;
  for (let entry = 0; entry < count; entry++) turned[entry + 1]! += turned[entry]!;
  const next = turned.slice();
  const rows = new Uint32Array(entries.length);
  const places = new Uint32Array(entries.length);
  for (let row = 0; row + 1 < starts.length; row++) {
    for (let place = starts[row]!; place < starts[row + 1]!; place++) {
      const to = next[entries[place]!]!++;
      rows[to] = row;
      places[to] = place;
    }
  }
  return { starts: turned, entries: rows, places };
}
