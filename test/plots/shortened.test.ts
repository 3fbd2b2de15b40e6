import { shortened } from "../../src/plots/shortened";

describe("a shortened text", () => {
  it("is the text itself if it fits", () => {
    expect(shortened("polar bear", 10)).toBe("polar bear");
  });

  it("is cut if it does not fit, with an ellipsis within the width", () => {
    expect(shortened("polar bears", 10)).toBe("polar bea…");
    expect(shortened("polar bears", 7)).toBe("polar…");
  });

  it("counts wide letters as two, and never cuts a letter made of several code points", () => {
    expect(shortened("熊猫熊猫", 8)).toBe("熊猫熊猫");
    expect(shortened("熊猫熊猫熊", 8)).toBe("熊猫熊…");
    expect(shortened("e\u0301e\u0301e\u0301", 2)).toBe("e\u0301…");
  });
});
