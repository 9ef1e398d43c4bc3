export { KeyChecks } from './key-checks.js';
export { ScopesModule } from './scopes.module.js';
export { Scopes } from './scopes.js';
export {
  lacking,
  type Matrix,
  type MatrixRow,
  type NewFinding,
  type ProbePlan,
  type StoredFinding,
  unmet,
} from './scopes.types.js';
