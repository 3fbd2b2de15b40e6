import { strayWord } from "../../../src/cli/search/stray-word";

describe("words that were meant for an option", () => {
  it.each([
    ["search red dog --and white cat", { option: "--and", value: "white", word: "cat" }],
    ["search dog --tag beach --not=big cat --csv", { option: "--not", value: "big", word: "cat" }],
    ["search --or white cat", { option: "--or", value: "white", word: "cat" }],
  ])("are noticed in %s", (typed, stray) => {
    expect(strayWord(typed.split(" "))).toEqual(stray);
  });

  it.each([
    [["search", "red", "dog", "--and", "white cat", "--not", "person", "--csv"]],
    [["search", "--at-least", "0.8", "red", "dog", "--and"]],
  ])("are none in %j", (args) => {
    expect(strayWord(args)).toBeNull();
  });
});
