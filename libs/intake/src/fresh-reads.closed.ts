import { Injectable } from '@nestjs/common';
import { Accounts, Switches, switchesFor, workingStates } from '@nightdesk/accounts';
import { Scopes } from '@nightdesk/scopes';
import type { Hindrance } from './fresh-reads.types.js';

/** Says why an account may not be read at all: its state, an operator's switch, or what its credential lacks. */
@Injectable()
export class ClosedAccounts {
  constructor(
    private readonly accounts: Accounts,
    private readonly switches: Switches,
    private readonly scopes: Scopes,
  ) {}

  /** @throws AccountUnknown */
  async why(accountId: string): Promise<Hindrance> {
    const account = await this.accounts.get(accountId);
    if (!(workingStates as readonly string[]).includes(account.state))
      return untilSomebodyActs(`The account is ${account.state}. ${account.reason} ${account.remedy}`);
    // As of now: the question was just refused by what is committed, not by what was known a moment ago.
    const stopping: readonly string[] = switchesFor(account.platform, 'read');
    const off = (await this.switches.list()).find(({ name }) => stopping.includes(name));
    if (off) return untilSomebodyActs(`An operator has switched off ${off.name}: ${off.reason}`);
    const findings = await this.scopes.findings(accountId);
    const { remedy } = findings.find(({ capability }) => capability === 'tickets:read') ?? {};
    return untilSomebodyActs(`The credential may not read tickets. ${remedy ?? ''}`);
  }
}

function untilSomebodyActs(reason: string): Hindrance {
  return { reason: reason.trim(), kind: 'passing', retryAt: null };
}
