import { metrics } from '@nightdesk/platform/observability';

/** At most so many accounts are told by their id, the worst: an id for each would be a label without end. */
export const worstTold = 20;

const gauge = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
  metrics.gauge({ name: `nightdesk_${name}`, help, labelNames });

/** What the database knows of all accounts and processes. Every api tells the same, so they are compared, never summed up. */
export const fleetGauges = {
  accounts: gauge('accounts', 'Accounts by platform and state.', 'platform', 'state'),
  laneItems: gauge('lane_items', 'Work in the lanes of one kind.', 'lane', 'state'),
  laneOldest: gauge(
    'lane_oldest_seconds',
    'Age of the oldest work in the lanes of one kind, for whatever reason it waits.',
    'lane',
  ),
  laneOverdue: gauge(
    'lane_overdue_seconds',
    'How long the oldest work has been due that no state, switch, breaker or failing endpoint explains.',
    'lane',
  ),
  accountOldest: gauge(
    'account_oldest_seconds',
    `Age of the oldest work, of the ${worstTold} accounts where it is oldest.`,
    'account',
    'lane',
  ),
  deadLetters: gauge('dead_letters', 'Work that was given up and waits for a person.', 'lane'),
  budgetUsed: gauge(
    'budget_used_max_ratio',
    'Used share of the ceiling, of the account that has used most.',
    'platform',
  ),
  budgetsBlocked: gauge('budgets_blocked', 'Accounts whose platform said to wait.', 'platform'),
  accountBudget: gauge(
    'account_budget_used_ratio',
    `Used share of the ceiling, of the ${worstTold} accounts that have used most.`,
    'account',
  ),
  breakers: gauge(
    'breakers',
    'Accounts to which nothing is sent because their platform fails.',
    'platform',
    'state',
  ),
  completeness: gauge(
    'webhook_completeness_min_ratio',
    'Share of changes that webhooks told first, of the account where it is least.',
    'platform',
  ),
  accountCompleteness: gauge(
    'account_webhook_completeness_ratio',
    `Share of changes that webhooks told first, of the ${worstTold} accounts where it is least.`,
    'account',
  ),
  operations: gauge('operations', 'Operations that have not ended, by state.', 'state'),
  incidents: gauge('incidents', 'Open incidents by cause and severity.', 'cause', 'severity'),
  subscribers: gauge('subscribers', 'Subscribers by state.', 'state'),
  processes: gauge('processes', 'Processes of ours that run.', 'role'),
  clockSkew: gauge(
    'clock_skew_max_seconds',
    'How far the clock of a process is from the one of Postgres, at most.',
  ),
  databaseAnswer: gauge(
    'database_answer_seconds',
    'How long Postgres took to answer the last time it was asked for these figures.',
  ),
} as const;

/** Whether the others are known at all. */
export const figuresUp = gauge(
  'figures_up',
  'Whether the database could be asked for the figures of all processes.',
);
