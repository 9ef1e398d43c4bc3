import { Injectable } from '@nestjs/common';
import { Budget, type BudgetUsage } from '@nightdesk/budget';
import { CallFigures, type LookAtBudgets } from '@nightdesk/credentials';

/** Hands what calls learnt of their budget over to the figures that are kept of them, when those are written. */
@Injectable()
export class BudgetSights {
  constructor(figures: CallFigures, budget: Budget) {
    const look: LookAtBudgets = async (accountIds) => {
      const usages = await budget.usages(accountIds);
      return new Map(
        [...usages].flatMap(([id, usage]) => mainWindow(usage).map((main) => [id, main] as const)),
      );
    };
    figures.asksBudgetsOf(look);
  }
}

/** The window that every call counts in: each adapter calls it `account`. None while none has been counted. */
function mainWindow(usage: readonly BudgetUsage[]) {
  const main = usage.find(({ name }) => name === 'account') ?? usage.find(({ name }) => !name.includes(':'));
  if (!main) return [];
  const { windowMs, limit, ceiling, used, foreign, reserve } = main;
  return [{ windowMs, limit, ceiling, used, foreign, reserve }];
}
