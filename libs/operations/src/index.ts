export { OperationsModule } from './operations.module.js';
export {
  type Operation,
  OperationUnknown,
  operationMoves,
  type OperationRequest,
  type OperationState,
  operationStates,
  type OperationWithHistory,
  type OwnWrite,
} from './operations.types.js';
export { Operations, OwnWrites } from './operations.js';
export { OperationsWork } from './operations.work.js';
