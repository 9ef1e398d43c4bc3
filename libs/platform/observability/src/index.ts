export { startTracing } from './active-tracing.js';
export { Log, type LogFields } from './log.js';
export { callSeconds, Metrics, metrics } from './metrics.js';
export { ObservabilityModule } from './observability.module.js';
export { runProcess, type Stoppable } from './run-process.js';
export { mayScrape, scrapeRefusal } from './scraping.js';
export {
  marked,
  type OpenRequest,
  received,
  resumed,
  spanned,
  type StoredTrace,
  traceHeaders,
} from './spans.js';
export { addBuckets, bucketOf, Tally, type TallyOptions } from './tally.js';
export { newTraceId, parseTraceparent, traceId, traceSampled, withTrace } from './trace.js';
