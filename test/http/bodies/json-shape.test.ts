import { excessOf } from "../../../src/http/bodies/json-shape";

const BOUNDS = { values: 100, keys: 20, depth: 10, escapes: 50 };
const excess = (text: string) => excessOf(Buffer.from(text), BOUNDS);
const list = (count: number, value: string) => `[${new Array(count).fill(value).join(",")}]`;

describe("the shape of a JSON text", () => {
  it.each([
    ["of a query with its variables", '{"query":"{ a(b: [1, 2]) { c } }","variables":{"x":[1,{"y":null}]}}'],
    ["with brackets, commas and quotes in its strings", `{"a":"${'[{,:\\"'.repeat(40)}"}`],
    ["with a string that ends in a backslash", `["${"\\\\".repeat(40)}",${"1,".repeat(50)}1]`],
    ["of one very long string", `"${"[".repeat(1_000_000)}"`],
    ["of mebibytes of blanks", " ".repeat(3_000_000)],
    ["that is cut off within a string", '{"a":"b\\'],
    ["that is empty", ""],
  ])("is allowed %s", async (_, text) => {
    expect(await excess(text)).toBeNull();
  });

  it.each([
    ["empty objects", list(101, "{}"), "at most 100 values"],
    ["numbers", list(101, "1"), "at most 100 values"],
    ["short strings, with escapes", list(101, '"\\\\"'), "at most 50 escaped characters"],
    ["keys", `{${Array.from({ length: 21 }, (_, i) => `"k${i}":1`).join(",")}}`, "at most 20 keys"],
    ["lists in lists", "[".repeat(11), "lists and objects nested at most 10 deep"],
    ["objects in objects", '{"a":'.repeat(11), "lists and objects nested at most 10 deep"],
    ["escapes in one string", `"${"\\n".repeat(51)}"`, "at most 50 escaped characters"],
    ["values behind an escaped quote", `["\\"",${"1,".repeat(100)}1]`, "at most 100 values"],
  ])("may not hold too many %s", async (_, text, what) => {
    expect(await excess(text)).toBe(what);
  });
});
