/** `npm run generate:schema`: writes schema.graphql as the code serves it, by the test that compares the two. */
process.env.WRITE_SCHEMA = "1";
process.argv.push("test/integration/http/schema.test.ts");
await import("./test.mjs");
