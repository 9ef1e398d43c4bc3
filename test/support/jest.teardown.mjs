/** Stops what `jest.setup.mjs` started; a server that was given by TEST_DATABASE_URL stays. */
export default async function teardown() {
  await globalThis.stopTestPostgres?.();
}
