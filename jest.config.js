/** One configuration, three projects; `npm test` runs them all, `npm run test:unit` only the first. */
const base = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  moduleNameMapper: {
    '^@nightdesk/(.*)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.nightdesk/'],
};

/** One Postgres for the run, in `TEST_DATABASE_URL`; see test/support/database.ts. */
const withPostgres = {
  ...base,
  globalSetup: '<rootDir>/test/support/jest.setup.mjs',
  globalTeardown: '<rootDir>/test/support/jest.teardown.mjs',
};

export default {
  // Much of what the slow ones do is wait: for a lane, a claim, a window. Jest's own choice on two processors would be one;
  // with two they stand idle for a quarter of the time.
  maxWorkers: 3,
  testSequencer: '<rootDir>/test/support/longest-first.mjs',
  projects: [
    {
      ...base,
      displayName: 'unit',
      testMatch: [
        '<rootDir>/{apps,libs,prisma,examples}/**/*.spec.ts',
        '<rootDir>/test/boundaries/**/*.test.ts',
      ],
    },
    { ...withPostgres, displayName: 'conformance', testMatch: ['<rootDir>/test/conformance/**/*.test.ts'] },
    {
      ...withPostgres,
      displayName: 'integration',
      testMatch: ['<rootDir>/test/integration/**/*.test.ts'],
      // Every answer of the api is as its description says, and has no secret.
      setupFilesAfterEnv: [
        '<rootDir>/test/support/described-answers.ts',
        '<rootDir>/test/support/clean-answers.ts',
      ],
    },
    {
      ...withPostgres,
      displayName: 'e2e',
      testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
      setupFilesAfterEnv: ['<rootDir>/test/support/clean-answers.ts'],
    },
  ],
};
