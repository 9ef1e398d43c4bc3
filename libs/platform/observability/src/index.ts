export { Log, type LogFields } from './log.js';
export { ObservabilityModule } from './observability.module.js';
export { runProcess, type Stoppable } from './run-process.js';
export { addBuckets, bucketOf, Tally, type TallyOptions } from './tally.js';
export { newTraceId, traceId, withTrace } from './trace.js';
