import { dropoutMasks } from "../../src/training/dropout-masks";

const masks = [
  { name: "attention", shape: [100, 1000], rate: 0.1 },
  { name: "global", shape: [33, 1001], rate: 0.2 },
];

describe("dropout masks", () => {
  it("drop the requested share, within five standard deviations", () => {
    const shares = dropoutMasks(masks, 1, 1).map(
      (mask) => mask.filter((value) => value === 0).length / mask.length,
    );
    expect(Math.abs(shares[0]! - 0.1)).toBeLessThan(5 * Math.sqrt((0.1 * 0.9) / 100_000));
    expect(Math.abs(shares[1]! - 0.2)).toBeLessThan(5 * Math.sqrt((0.2 * 0.8) / 33_033));
  });

  it("scale what is kept to make up for what is dropped", () => {
    const [attention, global] = dropoutMasks(masks, 1, 1);
    expect(attention!.find((value) => value > 0)).toBeCloseTo(1 / 0.9, 4);
    expect(global!.find((value) => value > 0)).toBeCloseTo(1 / 0.8, 4);
  });

  it("drop neighbors independently", () => {
    const [mask] = dropoutMasks(masks, 4, 2);
    let both = 0;
    for (let i = 0; i + 1 < mask!.length; i++) if (mask![i] === 0 && mask![i + 1] === 0) both++;
    expect(Math.abs(both / mask!.length - 0.01)).toBeLessThan(5 * Math.sqrt((0.01 * 0.99) / 100_000) * 1.5);
  });

  it("are the same for the same seed and step, and for no other", () => {
    const [first] = dropoutMasks(masks, 7, 1000);
    expect(dropoutMasks(masks, 7, 1000)[0]).toEqual(first);
    expect(dropoutMasks(masks, 7, 1001)[0]).not.toEqual(first);
    expect(dropoutMasks(masks, 8, 1000)[0]).not.toEqual(first);
  });

  it("differ from one another", () => {
    const alike = { shape: [1000], rate: 0.5 };
    const [first, second] = dropoutMasks(
      [
        { name: "a", ...alike },
        { name: "b", ...alike },
      ],
      1,
      1,
    );
    expect(first).not.toEqual(second);
  });
});
