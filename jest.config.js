/** Tests run from TypeScript through swc; `npm test` sets the Node option that ESM-only packages need. */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  transform: { "^.+\\.ts$": ["@swc/jest"] },
  testTimeout: 30_000,
  maxWorkers: 2,
};
