import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Environment of a worker whose looks by the clock come twice a second: for tests of what a look finds. How often it looks is
 * not theirs to show; who promises a time leaves this out.
 */
export const quickLooks = {
  NODE_OPTIONS: `--import ${pathToFileURL(join(process.cwd(), 'test/support/quick-looks.mjs')).href}`,
};
