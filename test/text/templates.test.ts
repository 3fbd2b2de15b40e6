import { fillTemplates, templatesOf } from "../../src/text/templates";
import { TOKENIZER_KINDS } from "../../src/text/tokenizer-kinds";

describe("templates", () => {
  it("are one, seven or nine", () => {
    const counts = TOKENIZER_KINDS.map((kind) => [
      kind,
      templatesOf(kind, "single").length,
      templatesOf(kind, "ensemble").length,
    ]);
    expect(counts).toEqual([
      ["clip", 1, 7],
      ["siglip", 1, 7],
      ["siglip2", 1, 7],
      ["tips", 1, 9],
    ]);
  });

  it("have one place for the label each", () => {
    const all = TOKENIZER_KINDS.flatMap((kind) => [
      ...templatesOf(kind, "single"),
      ...templatesOf(kind, "ensemble"),
    ]);
    expect(all.filter((template) => template.split("{}").length !== 2)).toEqual([]);
    expect(new Set(templatesOf("tips", "ensemble")).size).toBe(9);
  });

  it("take a label as it is written", () => {
    expect(fillTemplates(["a photo of a {}.", "a {}"], "traffic_light $& {}")).toEqual([
      "a photo of a traffic_light $& {}.",
      "a traffic_light $& {}",
    ]);
  });

  it("may have several places, or none", () => {
    expect(fillTemplates(["{} and {}", "snow"], "dog")).toEqual(["dog and dog", "snow"]);
  });
});
