/** `npm run generate:kernel`: writes the compiled *-kernel.wat files as TypeScript, by the tests that compare the two. */
process.env.WRITE_KERNEL = "1";
process.argv.push("test/pictures/resizing/kernel-code.test.ts", "test/search/scan/kernel-code.test.ts");
await import("./test.mjs");
