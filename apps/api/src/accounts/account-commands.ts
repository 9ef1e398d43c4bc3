import { Injectable } from '@nestjs/common';
import { Accounts, Ceilings, lanesOf, LiveShares, seenEverywhere } from '@nightdesk/accounts';
import type { Account, AccountChange } from '@nightdesk/contract';
import { accountView } from '@nightdesk/health';
import { type Lane, Lanes } from '@nightdesk/lanes';
import type { Tx } from '@nightdesk/platform/database';
import { Scopes } from '@nightdesk/scopes';
import type { Command } from '../http/commands.js';

/** What operators do to an account. Each answers the account as it then is. */
@Injectable()
export class AccountCommands {
  constructor(
    private readonly accounts: Accounts,
    private readonly scopes: Scopes,
    private readonly ceilings: Ceilings,
    private readonly liveShares: LiveShares,
    private readonly lanes: Lanes,
  ) {}

  change(
    accountId: string,
    { requiredCapabilities, ceiling, liveShare, errorSlo }: AccountChange,
    actor: string,
  ): Command<Account> {
    return {
      status: 200,
      work: async (tx) => {
        const account = await this.accounts.get(accountId, tx);
        // The ceiling's row before the account's, whatever is named: in two orders, two changes at once would wait for each other.
        if (ceiling !== undefined) await this.ceilings.setForAccount(tx, account.id, ceiling, actor);
        if (requiredCapabilities) await this.accounts.require(tx, accountId, requiredCapabilities, actor);
        await this.liveShares.change(tx, account, { liveShare, errorSlo }, actor);
        return this.view(tx, accountId);
      },
      afterwards: async () => {
        if (requiredCapabilities) await this.scopes.decide(accountId);
        if (ceiling === undefined) return;
        await seenEverywhere();
        // A lane that waits for its budget may go on under a higher ceiling.
        await this.lanes.release(lanesOf(accountId));
      },
    };
  }

  pause(accountId: string, reason: string, actor: string): Command<Account> {
    return this.moving(accountId, (tx) => this.accounts.pause(tx, accountId, reason, actor));
  }

  resume(accountId: string, actor: string): Command<Account> {
    return this.moving(accountId, (tx) => this.scopes.resume(tx, accountId, actor));
  }

  /** A lane that is parked does not wait for its instant: it may have parked for the pause. */
  private moving(accountId: string, move: (tx: Tx) => Promise<Lane[]>): Command<Account> {
    let woken: Lane[] = [];
    return {
      status: 200,
      work: async (tx) => {
        woken = await move(tx);
        return this.view(tx, accountId);
      },
      afterwards: async () => {
        await this.lanes.release(lanesOf(accountId));
        await this.lanes.wake(woken);
      },
    };
  }

  private async view(tx: Tx, accountId: string): Promise<Account> {
    const account = await this.accounts.get(accountId, tx);
    return accountView(account, (await this.ceilings.look(tx))(account));
  }
}
