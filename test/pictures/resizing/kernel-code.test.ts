import path from "node:path";
import { KERNEL_CODE } from "../../../src/pictures/resizing/kernel-code";
import { expectCompiled } from "../../helpers/compiled-kernel";

const folder = path.resolve(__dirname, "../../../src/pictures/resizing");

it("the resize's kernel is what resize-kernel.wat says (npm run generate:kernel writes it)", () =>
  expectCompiled(folder, "resize-kernel.wat", KERNEL_CODE));
