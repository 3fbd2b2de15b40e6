import { day, printList } from "../../../src/cli/terminal/list-output";

interface Dog {
  readonly name: string;
  readonly age: number | null;
  readonly createdAt: Date;
}

const dogs: Dog[] = [
  { name: "Rex", age: 3, createdAt: new Date("2026-05-01T23:59:59Z") },
  { name: "Laika", age: null, createdAt: new Date("2026-05-02T00:00:00Z") },
];

function printed(rows: readonly Dog[], json?: boolean): string {
  const lines: string[] = [];
  printList<Dog>(
    { print: (line) => lines.push(line) },
    {
      json,
      columns: { NAME: ({ name }) => name, AGE: ({ age }) => age, SINCE: ({ createdAt }) => day(createdAt) },
      rows,
      none: "No dogs yet: adopt one.",
    },
  );
  return lines.join("\n");
}

describe("printList", () => {
  it("shows a person a table, with a dash for what is not known", () => {
    expect(printed(dogs)).toBe(
      ["NAME   AGE  SINCE", "Rex    3    2026-05-01", "Laika  -    2026-05-02"].join("\n"),
    );
  });

  it("keeps a row on its line, and from commanding the terminal, whatever its names hold", () => {
    const rows = [{ name: "a\tb\nc\u001b[2J\u2028.jpg", age: 1, createdAt: dogs[0]!.createdAt }];
    expect(printed(rows).split("\n")[1]).toBe("a\\tb\\nc\\x1b[2J\\u2028.jpg  1    2026-05-01");
  });

  it("gives a program one JSON array of everything in the rows, with times in ISO 8601", () => {
    expect(JSON.parse(printed(dogs, true))).toEqual([
      { name: "Rex", age: 3, createdAt: "2026-05-01T23:59:59.000Z" },
      { name: "Laika", age: null, createdAt: "2026-05-02T00:00:00.000Z" },
    ]);
  });

  it("tells a person what to do where there is nothing, and gives a program an empty array", () => {
    expect(printed([])).toBe("No dogs yet: adopt one.");
    expect(printed([], true)).toBe("[]");
  });
});
