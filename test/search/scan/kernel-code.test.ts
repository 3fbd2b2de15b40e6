import path from "node:path";
import { KERNEL_CODE } from "../../../src/search/scan/kernel-code";
import { expectCompiled } from "../../helpers/compiled-kernel";

const folder = path.resolve(__dirname, "../../../src/search/scan");

it("the scan's kernel is what bound-kernel.wat says (npm run generate:kernel writes it)", () =>
  expectCompiled(folder, "bound-kernel.wat", KERNEL_CODE));
