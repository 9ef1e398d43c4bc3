import type { AccountState } from '@nightdesk/accounts';
import type { OperationWithHistory } from './operations.types.js';

/** Dead letters of one cause in one account. */
export interface DeadLetterAccount {
  id: string;
  platform: string;
  site: string;
  state: AccountState;
  /** What to do so that the account works again; empty when it does. */
  remedy: string;
  count: number;
}

/** Dead letters with one root cause. */
export interface DeadLetterGroup {
  cause: string;
  meaning: string;
  remedy: string;
  count: number;
  /** When the first and the last of them ended. */
  oldestAt: Date;
  newestAt: Date;
  /** Those with most of them, at most ten. */
  accounts: DeadLetterAccount[];
  accountCount: number;
  /** The newest, at most three. */
  samples: OperationWithHistory[];
}

/** Which dead letters are meant; what is absent does not narrow it. */
export interface DeadLetterChoice {
  /** Those that the asker may see; empty: of every account. */
  accountIds: readonly string[];
  accountId?: string | undefined;
  cause?: string | undefined;
  operationIds?: readonly string[] | undefined;
}
