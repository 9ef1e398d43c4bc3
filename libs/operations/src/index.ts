export { OperationsModule } from './operations.module.js';
export { DeadLetters } from './dead-letters.js';
export type { DeadLetterGroup } from './dead-letters.types.js';
export { Fuses } from './fuses.js';
export { type Asker, OperationDecisions } from './decisions.js';
export { DryRuns } from './dry-run.js';
export {
  type Fuse,
  type Operation,
  OperationRefused,
  OperationUnknown,
  operationMoves,
  type OperationRequest,
  type OperationState,
  operationStates,
  type OperationWithHistory,
  type OwnWrite,
  type Submitted,
} from './operations.types.js';
export { Operations } from './operations.js';
export { OwnWrites } from './own-writes.store.js';
export { Scorecards } from './shadow.scorecard.js';
export { OperationsWork } from './operations.work.js';
export { Replays } from './replays.js';
export { type ReplayProgress, ReplayRefused, ReplayUnknown, stageOf } from './replays.types.js';
