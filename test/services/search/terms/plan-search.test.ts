import type { LabelSearch, SearchWhat } from "../../../../src/services/search/search-request";
import { planSearch } from "../../../../src/services/search/terms/plan-search";

const label = (name: string): LabelSearch => ({
  kind: "label",
  label: name,
  prompt: null,
  vocabularyId: null,
});
const all = (...of: SearchWhat[]): SearchWhat => ({ kind: "all", of });
const any = (...of: SearchWhat[]): SearchWhat => ({ kind: "any", of });
const term = (place: number) => ({ kind: "term", term: place });
const plan = (what: SearchWhat, not: SearchWhat[] = []) => planSearch({ what, not, near: [] });

describe("the plan of a search", () => {
  it("has each term once, however often and in whatever spaces it is named", () => {
    const { terms, rank } = plan(any(all(label("dog"), label("cat")), all(label(" dog "), label("sofa"))));
    expect(terms.map((of) => of.kind === "label" && of.label)).toEqual(["dog", "cat", "sofa"]);
    const of = [
      { kind: "all", of: [term(0), term(1)] },
      { kind: "all", of: [term(0), term(2)] },
    ];
    expect(rank).toEqual({ kind: "any", of });
  });

  it("keeps a label apart from the same with another prompt, and of a vocabulary", () => {
    const { terms } = plan(
      all(label("dog"), { ...label("dog"), prompt: "{}" }, { ...label("dog"), vocabularyId: "v" }),
    );
    expect(terms).toHaveLength(3);
  });

  it("takes one of one for itself", () => {
    expect(plan(all(any(label("dog")))).rank).toEqual(term(0));
  });

  it("tells terms that rank or leave out from those that only say where", () => {
    const near = [{ label: label("dog"), relation: "BESIDE", of: label("sofa") }] as const;
    const made = planSearch({ what: label("dog"), not: [any(label("cat"), label("bird"))], near });
    expect(made).toMatchObject({ scored: 3, excluded: [1, 2] });
    expect(made.near).toEqual([{ label: 0, relation: "BESIDE", of: 3 }]);
  });

  it.each([
    ["nothing", all(), [], "Say what to look for"],
    ["an empty part", all(label("dog"), any()), [], "Say what to look for"],
    ["an empty exclusion", label("dog"), [all()], "Say what to look for"],
    ["nine terms", all(...[..."abcdefgh"].map(label)), [label("i")], "at most 8 labels"],
    ["four levels", all(any(all(any(label("a"), label("b"))))), [], "nested 3 deep"],
    ["all in `not`", label("dog"), [all(label("a"), label("b"))], "several that all have to be there"],
    [
      "an image in `not`",
      label("dog"),
      [{ kind: "image", imageId: "i" } as const],
      "an image, which has no probability",
    ],
  ])("refuses %s", (_, what, not, message) => {
    expect(() => plan(what, not)).toThrow(message);
  });
});
