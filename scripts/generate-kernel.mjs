/** `npm run generate:kernel`: writes the compiled resize-kernel.wat as TypeScript, by the test that compares the two. */
process.env.WRITE_KERNEL = "1";
process.argv.push("test/pictures/resizing/kernel-code.test.ts");
await import("./test.mjs");
