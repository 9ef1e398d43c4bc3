export { checkTag, RoundTrips } from './round-trips.js';
export { SyntheticChecksModule } from './synthetic-checks.module.js';
export { SyntheticChecks } from './synthetic-checks.js';
