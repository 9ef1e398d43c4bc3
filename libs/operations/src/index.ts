export { OperationsModule } from './operations.module.js';
export {
  type Operation,
  OperationUnknown,
  operationMoves,
  type OperationRequest,
  type OperationState,
  operationStates,
  type OperationWithHistory,
} from './operations.types.js';
export { Operations } from './operations.js';
export { OperationsWork } from './operations.work.js';
export { type OwnWrite, OwnWrites } from './own-writes.js';
