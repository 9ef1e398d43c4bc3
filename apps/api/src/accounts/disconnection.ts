import { Injectable } from '@nestjs/common';
import { Accounts, Ceilings } from '@nightdesk/accounts';
import { Disconnect } from '@nightdesk/connect';
import type { Disconnected } from '@nightdesk/contract';
import { accountView } from '@nightdesk/health';
import { Lanes } from '@nightdesk/lanes';
import { OperationDecisions } from '@nightdesk/operations';
import type { Command } from '../http/commands.js';
import type { Principal } from '../http/request.js';

/** Ends a connection: the platform's side and the operations first, then what is stored, with the answer. */
@Injectable()
export class Disconnection {
  constructor(
    private readonly accounts: Accounts,
    private readonly ceilings: Ceilings,
    private readonly disconnect: Disconnect,
    private readonly decisions: OperationDecisions,
    private readonly lanes: Lanes,
  ) {}

  of(accountId: string, { id: actor, name }: Pick<Principal, 'id' | 'name'>): Command<Disconnected> {
    let leftAtPlatform: string[] = [];
    let closedOperations = 0;
    return {
      status: 200,
      before: async () => {
        leftAtPlatform = await this.disconnect.takeBack(accountId, name);
        const { closed, woken } = await this.decisions.closeOpen(accountId, `disconnected by ${name}`);
        closedOperations = closed;
        await this.lanes.wake(woken);
      },
      work: async (tx) => {
        await this.disconnect.forget(tx, accountId, leftAtPlatform, actor);
        const account = await this.accounts.get(accountId, tx);
        const ceiling = (await this.ceilings.look(tx))(account);
        return { account: accountView(account, ceiling), closedOperations, leftAtPlatform };
      },
    };
  }
}
