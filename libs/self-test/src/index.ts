export type { CheckName } from './checks.js';
export { type Checked, selfTest } from './self-test.js';
