import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import openWabt from "wabt";

/**
 * Holds a folder's kernel-code.ts to its WebAssembly text; with WRITE_KERNEL, as `npm run generate:kernel` sets it, writes
 * the file instead.
 */
export async function expectCompiled(folder: string, text: string, code: string): Promise<void> {
  const wabt = await openWabt();
  const source = readFileSync(path.join(folder, text), "utf8");
  const { buffer } = wabt.parseWat(text, source, { simd: true }).toBinary({});
  const compiled = Buffer.from(buffer).toString("base64");
  if (process.env.WRITE_KERNEL) {
    const comment = `/** ${text}, compiled, in base64: \`npm run generate:kernel\` writes it. */`;
    const file = `${comment}\nexport const KERNEL_CODE =\n  "${compiled}";\n`;
    writeFileSync(path.join(folder, "kernel-code.ts"), file);
  } else {
    expect(code).toBe(compiled);
  }
}
