import { Injectable } from '@nestjs/common';
import { Budget, BudgetUnavailableError, type BudgetUsage } from '@nightdesk/budget';
import type { AccountRow } from '@nightdesk/contract';
import { Clock } from '@nightdesk/platform/clock';
import { Completeness, type CompletenessShare } from '@nightdesk/reconciliation';
import { Aged } from './aged.js';
import { Figures } from './figures.js';
import { headroom } from './headroom.js';

/** How old each may be: what it costs grows with the accounts, and nobody acts upon a second of it. */
const budgetMs = 15_000;
const completenessMs = 15_000;

export type Standing = Pick<AccountRow, 'budget' | 'completeness' | 'errorRate'>;

/** What drifts rather than happens, of all accounts: a statement each for all of them, and only while somebody looks. */
@Injectable()
export class Standings {
  private readonly budgets: Aged<Map<string, BudgetUsage[]>>;
  private readonly shares: Aged<Map<string, CompletenessShare>>;

  constructor(
    private readonly figures: Figures,
    private readonly budget: Budget,
    private readonly completeness: Completeness,
    clock: Clock,
  ) {
    this.budgets = new Aged(budgetMs, clock);
    this.shares = new Aged(completenessMs, clock);
  }

  async look(accountIds: readonly string[]): Promise<(accountId: string) => Standing> {
    const [callsOf, budgets, shares] = await Promise.all([
      this.figures.look(),
      this.budgets.get(() => this.usages(accountIds)),
      this.shares.get(() => this.completeness.shares()),
    ]);
    return (id) => ({
      budget: headroom(budgets.get(id) ?? []),
      completeness: shares.get(id) ?? null,
      errorRate: callsOf(id).errorRate,
    });
  }

  /** Without Redis nobody knows; the accounts are shown nevertheless. */
  private async usages(accountIds: readonly string[]): Promise<Map<string, BudgetUsage[]>> {
    try {
      return await this.budget.usages(accountIds);
    } catch (error) {
      if (error instanceof BudgetUnavailableError) return new Map();
      throw error;
    }
  }
}
