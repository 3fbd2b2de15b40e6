import { searchedFor } from "../../../src/cli/search/searched-for";

describe("what a search command asks for", () => {
  const asked = { words: [], and: [], or: [], not: [] };
  const none = { imageId: null, vocabularyId: null };
  const label = (name: string) => ({ kind: "label", label: name, prompt: null, vocabularyId: null });

  it("is one label of all its words", () => {
    expect(searchedFor({ ...asked, words: ["red", "car"] }, none)).toEqual({
      ...{ what: label("red car"), not: [], labels: [label("red car")], terms: [0] },
    });
  });

  it("is a text as it is with --text", () => {
    const { what } = searchedFor({ ...asked, words: ["a dog on a sofa"], text: true }, none);
    expect(what).toEqual({ ...label("a dog on a sofa"), prompt: "{}" });
  });

  it("is all of what --and adds, each once, and any of what --or adds", () => {
    const both = searchedFor({ ...asked, words: ["dog"], and: ["sofa", " dog"], not: ["person"] }, none);
    expect(both.what).toEqual({ kind: "all", of: [label("dog"), label("sofa")] });
    expect(both.not).toEqual([label("person")]);
    const either = searchedFor({ ...asked, words: ["dog"], or: ["cat"] }, none);
    expect(either.what).toEqual({ kind: "any", of: [label("dog"), label("cat")] });
  });

  it("has a picture before the words, whose places among the terms come after it", () => {
    const { what, terms } = searchedFor({ ...asked, words: ["dog"] }, { ...none, imageId: "i" });
    expect(what).toEqual({ kind: "all", of: [{ kind: "image", imageId: "i" }, label("dog")] });
    expect(terms).toEqual([1]);
  });
});
