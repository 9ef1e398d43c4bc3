export { BudgetModule, CEILING_OF } from './budget.module.js';
export { PostgresBudget } from './budget.store.js';
export {
  Budget,
  type BudgetAnswer,
  type BudgetRequest,
  type BudgetSignal,
  type BudgetUsage,
  type BudgetWindow,
} from './budget.js';
export { BudgetImpossibleError, BudgetUnavailableError, type CeilingOf } from './ceiling.js';
export { ModelBudget } from './model-budget.js';
export { ModelWindow } from './model-window.js';
export { RedisBudget } from './redis-budget.js';
