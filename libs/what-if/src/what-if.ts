import { Inject, Injectable } from '@nestjs/common';
import { type Account, Accounts, Ceilings, placesOf } from '@nightdesk/accounts';
import { Budget } from '@nightdesk/budget';
import type { WhatIf as WhatIfView, WhatIfQuestion, WhatIfRules } from '@nightdesk/contract';
import { Credentials } from '@nightdesk/credentials';
import { adapterFor } from '@nightdesk/helpdesks/directory';
import { Clock } from '@nightdesk/platform/clock';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import { compare, mostCalls } from './comparison.js';
import { DemandStore } from './demand.store.js';
import { type Change, type Demand, minuteMs } from './demand.js';
import { callMsOf, demandOf, madeUp, type Records } from './recorded.js';
import type { Rules } from './replay.js';
import { busiest } from './stretch.js';
import { notesOf, saysOf } from './words.js';

const hourMs = 3_600_000;

/** Nothing could wait: no write is recorded, or no limit is known. */
export class WhatIfRefused extends Error {
  override readonly name = 'WhatIfRefused';
}

/** What else would have become of an account's calls (SPEC 7): its recorded demand, replayed against other rules. */
@Injectable()
export class WhatIf {
  constructor(
    private readonly accounts: Accounts,
    private readonly ceilings: Ceilings,
    private readonly credentials: Credentials,
    private readonly budget: Budget,
    private readonly store: DemandStore,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Pick<Config, 'CALLS_IN_FLIGHT'>,
  ) {}

  /** The same records and question have the same answer. @throws AccountUnknown, WhatIfRefused */
  async of(accountId: string, question: WhatIfQuestion): Promise<WhatIfView> {
    const account = await this.accounts.get(accountId);
    const records = await this.records(account, question.period);
    const { seed = 1, writesPerHour } = question;
    const recorded = demandOf(records);
    const whole = writesPerHour === undefined ? recorded : madeUp(recorded, writesPerHour, seed);
    if (whole.writes.length === 0) throw new WhatIfRefused(nothing(question.period));

    const now = await this.rules(account, records);
    const asIs: WhatIfRules = { ...now.shown, sweepEvery: whole.sweeps && whole.sweeps.everyMs / 1_000 };
    const wanted = changed(asIs, question);
    const { demand, fromMs } = busiest(whole, changeOf(wanted, whole), mostCalls);
    const side = (rules: WhatIfRules) => ({
      rules: { ...now.rules, ...ruled(rules) },
      change: changeOf(rules, demand),
    });
    const sides = { before: side(asIs), after: side(wanted) };
    const { replays, before, after, use } = await compare(demand, sides, seed);

    const since = new Date(records.since.getTime() + fromMs);
    const reads = demand.readsByMinute.reduce((all, calls) => all + calls, 0);
    return {
      demand: {
        since: since.toISOString(),
        until: new Date(since.getTime() + demand.spanMs).toISOString(),
        writes: demand.writes.length,
        writeCalls: Math.round(demand.writes.length * demand.callsPerWrite),
        readCalls: reads,
        isMadeUp: writesPerHour !== undefined,
        says: saysOf(whole, question),
      },
      windowMs: now.rules.windowMs,
      replays,
      before: { rules: asIs, outcome: before },
      after: { rules: wanted, outcome: after },
      use: use.map(({ fromMs: at, ...calls }) => ({
        at: new Date(since.getTime() + at).toISOString(),
        ...calls,
      })),
      notes: notesOf({ whole, demand, isSeparate: now.rules.separate, question }),
    };
  }

  private async records({ id, createdAt }: Account, period: WhatIfQuestion['period']): Promise<Records> {
    const now = Math.floor(this.clock.now().getTime() / minuteMs) * minuteMs;
    const [since, until] = [new Date(now - (period === 'hour' ? hourMs : 24 * hourMs)), new Date(now)];
    const [writes, minutes, sweep] = await Promise.all([
      this.store.writes(id, since, until),
      this.store.minutes(id, since, until),
      this.store.sweep(id),
    ]);
    return { since, until, writes, minutes, sweep, connectedAt: createdAt };
  }

  /** As things are: what was learnt of the account's window, else the least that its platform's plans have. */
  private async rules(
    account: Account,
    { minutes }: Records,
  ): Promise<{ rules: Rules; shown: Omit<WhatIfRules, 'sweepEvery'> }> {
    const adapter = adapterFor(account.platform);
    const any = { method: 'GET', path: '/api/v2/tickets/1', route: '/api/v2/tickets/:id' } as const;
    const stated = adapter.windows(any).find(({ name, whole }) => whole ?? name === 'account');
    if (!stated)
      throw new WhatIfRefused('No limit counts every call of this account, so no ceiling holds a write up.');
    const { name, limit: least, windowMs, perCredential } = stated;
    const [usage, ceilingOf, isSplit] = await Promise.all([
      this.budget.usage(account.id),
      this.ceilings.look(),
      adapter.writeCredential === null ? false : this.credentials.isSplit(account.id),
    ]);
    const known = usage.find((window) => window.name === name && window.windowMs === windowMs);
    const limit = known?.limit ?? least;
    const { ratio } = ceilingOf(account);
    const foreign = Math.round(((known?.foreign ?? 0) * minuteMs) / windowMs);
    const separate = isSplit && perCredential === true;
    const places = placesOf(adapter, this.config);
    return {
      rules: {
        limit,
        windowMs,
        ratio,
        places,
        callMs: callMsOf(minutes),
        foreignPerMinute: foreign,
        separate,
      },
      shown: { ceiling: Math.round(ratio * 1_000) / 10, limit, foreign, writeFactor: 1 },
    };
  }
}

function changed(asIs: WhatIfRules, asked: WhatIfQuestion): WhatIfRules {
  const { ceiling, limit, sweepEvery, foreign, writeFactor } = asked;
  return {
    ceiling: ceiling ?? asIs.ceiling,
    limit: limit === undefined ? asIs.limit : Math.round(limit),
    sweepEvery: asIs.sweepEvery === null ? null : (sweepEvery ?? asIs.sweepEvery),
    foreign: foreign ?? asIs.foreign,
    writeFactor: writeFactor ?? asIs.writeFactor,
  };
}

const ruled = ({ ceiling, limit, foreign }: WhatIfRules): Partial<Rules> => ({
  ratio: ceiling / 100,
  limit,
  foreignPerMinute: foreign,
});

function changeOf({ sweepEvery, writeFactor }: WhatIfRules, { sweeps }: Demand): Change {
  return { sweepEveryMs: sweeps && sweepEvery !== null ? sweepEvery * 1_000 : null, writeFactor };
}

const nothing = (period: WhatIfQuestion['period']) =>
  `No write arrived in the last ${period === 'hour' ? 'hour' : '24 hours'}, so there is no demand to replay. Ask with ` +
  `${period === 'hour' ? 'period=day, or with ' : ''}a made-up one, e.g. writesPerHour=60.`;
