/** `npm run generate:words`: writes scenes/words.txt as the code makes it, by the test that compares the two. */
process.env.WRITE_WORDS = "1";
process.argv.push("test/datasets/scenes/scene-word-vectors.test.ts");
await import("./test.mjs");
