import sharp from "sharp";
import { escapeText } from "../../src/plots/markup";

describe("text from outside", () => {
  it("can end neither a tag nor an attribute", () => {
    expect(escapeText(`</text><script>alert("1" & '2')</script>`)).toBe(
      "&lt;/text&gt;&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;",
    );
  });

  it("has a replacement character for what XML cannot contain, so that the document can be parsed", async () => {
    const bad = "a\u0000\u0008\u001b\ud800\uffffz";
    expect(escapeText(bad)).toBe("a\ufffd\ufffd\ufffd\ufffd\ufffdz");
    const svg = (text: string) =>
      Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>${text}</text></svg>`);
    await expect(sharp(svg(bad)).png().toBuffer()).rejects.toThrow();
    await expect(
      sharp(svg(escapeText(bad)))
        .png()
        .toBuffer(),
    ).resolves.toBeDefined();
  });

  it("stays as it is in every language", () => {
    expect(escapeText("naïve 熊猫 🐼\tق")).toBe("naïve 熊猫 🐼\tق");
  });
});
