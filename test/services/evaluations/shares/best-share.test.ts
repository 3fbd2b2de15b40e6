import { bestShare } from "../../../../src/services/evaluations/shares/best-share";

const at = (macros: Record<string, number | null>) =>
  Object.entries(macros).map(([share, macro]) => ({ share: Number(share), macro }));

describe("the best share of the whole picture", () => {
  it("is the one of the highest mean AP", () => {
    expect(bestShare(at({ 0: 0.1, 0.5: 0.2, 0.9: 0.3, 1: 0.2 }))).toBe(0.9);
  });

  it("is, of equally good ones, the nearest to the 0.5 that is shipped", () => {
    expect(bestShare(at({ 0: 0.3, 0.4: 0.3, 0.5: 0.2, 1: 0.3 }))).toBe(0.4);
    expect(bestShare(at({ 0.1: 0.3, 0.5: 0.3, 0.6: 0.3 }))).toBe(0.5);
  });

  it("does not exist where no label is present in any picture", () => {
    expect(bestShare(at({ 0: null, 1: null }))).toBeNull();
  });
});
