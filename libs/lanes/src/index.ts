export { lanePoolSize } from './connections.js';
export type { LaneEngine } from './lane-engine.js';
export { LANE_OPTIONS, laneDefaults, type LaneOptions, LaneRunner } from './lane-runner.js';
export { LaneSetupError } from './lane-works.js';
export { LANE_ENGINE, type LaneDepths, Lanes } from './lanes.js';
export { LaneRunnerModule, LanesModule } from './lanes.module.js';
export {
  type ItemOutcome,
  type Lane,
  type LaneItem,
  type LaneKind,
  laneKinds,
  type LaneWork,
  type Look,
} from './lanes.types.js';
export { postgresEngine } from './postgres-engine.js';
export { redisEngine } from './redis-engine.js';
