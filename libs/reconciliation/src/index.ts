export { delayBounds } from '@nightdesk/intake';
export { sweepShare } from './allowance.js';
export { Completeness } from './completeness.js';
export type { CompletenessScore, CompletenessShare, KindScore } from './completeness.types.js';
export { FullSweeps } from './full-sweeps.js';
export { SweepPlan } from './plan.js';
export { ReconciliationModule } from './reconciliation.module.js';
export type { Sweep, SweepRole } from './sweep.types.js';
export { Sweeps } from './sweeps.js';
