/** Tests run from TypeScript through swc; `npm test` sets the Node option that ESM-only packages need. */
module.exports = {
  testEnvironment: "<rootDir>/test/helpers/node-environment.ts",
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  // compileSource says why.
  moduleNameMapper: { "^(?:\\.\\./)+src/(.+)$": "<rootDir>/.compiled/$1" },
  transform: { "^.+\\.ts$": ["@swc/jest"] },
  globalSetup: "<rootDir>/test/helpers/before-all-tests.ts",
  globalTeardown: "<rootDir>/test/helpers/after-all-tests.ts",
  testTimeout: 180_000, // against a test that hangs; a machine that others keep busy may be slow
  maxWorkers: 3, // for 2 cores: a fifth of the time a test waits for the database or another process
};
