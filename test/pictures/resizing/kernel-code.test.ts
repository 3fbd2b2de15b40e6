import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import openWabt from "wabt";
import { KERNEL_CODE } from "../../../src/pictures/resizing/kernel-code";

const folder = path.resolve(__dirname, "../../../src/pictures/resizing");

it("the resize's kernel is what resize-kernel.wat says (npm run generate:kernel writes it)", async () => {
  const wabt = await openWabt();
  const text = readFileSync(path.join(folder, "resize-kernel.wat"), "utf8");
  const { buffer } = wabt.parseWat("resize-kernel.wat", text, { simd: true }).toBinary({});
  const code = Buffer.from(buffer).toString("base64");
  if (process.env.WRITE_KERNEL) {
    const comment = "/** resize-kernel.wat, compiled, in base64: `npm run generate:kernel` writes it. */";
    const file = `${comment}\nexport const KERNEL_CODE =\n  "${code}";\n`;
    writeFileSync(path.join(folder, "kernel-code.ts"), file);
  } else {
    expect(KERNEL_CODE).toBe(code);
  }
});
