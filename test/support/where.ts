/**
 * Tests of what is not installed everywhere. Where it is missing they are shown as skipped; in CI they fail, because there
 * nobody would notice.
 * @param missing what to say then: `Chromium is not installed`.
 */
export function describeWhere(isThere: boolean, title: string, missing: string, tests: () => void): void {
  if (isThere) describe(title, tests);
  else if (process.env['CI'])
    test(title, () => {
      throw new Error(`${missing}: CI must run these tests.`);
    });
  else describe.skip(`${title}: skipped, ${missing}`, tests);
}
