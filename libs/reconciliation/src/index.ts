export { ReconciliationModule } from './reconciliation.module.js';
export type { Sweep } from './sweep.types.js';
export { Sweeps } from './sweeps.js';
