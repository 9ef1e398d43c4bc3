import { Injectable } from '@nestjs/common';
import { Budget } from '@nightdesk/budget';
import { Gateway } from '@nightdesk/gateway';
import {
  type ChangedTickets,
  type HelpdeskAdapter,
  HelpdeskError,
  type LimitWindow,
  type Send,
} from '@nightdesk/helpdesks/contract';
import { Clock } from '@nightdesk/platform/clock';
import { paysForMs, waitsUntil } from './allowance.js';
import type { Sweep } from './sweep.types.js';
import { SweepsStore } from './sweeps.store.js';

type List = (adapter: HelpdeskAdapter, send: Send) => Promise<ChangedTickets>;

/** Pages of tickets, within the share of the account's budget that sweeping may take. */
@Injectable()
export class Listings {
  constructor(
    private readonly store: SweepsStore,
    private readonly gateway: Gateway,
    private readonly budget: Budget,
    private readonly clock: Clock,
  ) {}

  /** One page, whatever it costs: how changes are learnt where nothing else tells them. @throws HelpdeskError */
  page(accountId: string, list: List): Promise<ChangedTickets> {
    return this.gateway.call({ accountId, lane: 'read' }, list);
  }

  /**
   * One page, when the share allows it; else the instant at which it will. `left`: what must be left to others of the
   * share. What the page really took is paid, also when it failed. @throws HelpdeskError
   */
  async pageWithinShare(
    sweep: Pick<Sweep, 'accountId' | 'paidUntil'>,
    left: number,
    list: List,
  ): Promise<ChangedTickets | { waitUntil: Date }> {
    const waitUntil = waitsUntil(sweep.paidUntil, this.clock.now(), left);
    if (waitUntil) return { waitUntil };
    const meter = new Meter();
    try {
      return await this.page(sweep.accountId, (adapter, send) => list(adapter, meter.on(adapter, send)));
    } finally {
      sweep.paidUntil = await this.pay(sweep, meter);
    }
  }

  /** Against what the budget knows of the window, the platform's own words about its limit and the ceiling included. */
  private async pay(
    { accountId, paidUntil }: Pick<Sweep, 'accountId' | 'paidUntil'>,
    { units, window }: Meter,
  ): Promise<Date | null> {
    if (!window) return paidUntil;
    const usage = await this.budget.usage(accountId);
    const ceiling = usage.find(({ name }) => name === window.name)?.ceiling ?? window.limit / 2;
    const paysMs = paysForMs({ units, windowMs: window.windowMs, ceiling });
    return this.store.pay(accountId, units, paysMs, this.clock.now());
  }
}

/** Counts what goes out, in units of the window that all calls of the account share. */
class Meter {
  units = 0;
  window: LimitWindow | undefined;

  on(adapter: HelpdeskAdapter, send: Send): Send {
    return async (request) => {
      const [window] = adapter.windows(request);
      const count = () => {
        this.window ??= window;
        this.units += window?.cost ?? 1;
      };
      try {
        const answer = await send(request);
        count();
        return answer;
      } catch (error) {
        if (!isOurOwn(error)) count();
        throw error;
      }
    };
  }
}

/** Our own side has let nothing out. */
const isOurOwn = (error: unknown) =>
  error instanceof HelpdeskError &&
  (error.kind === 'rate_limited' || error.kind === 'held') &&
  error.details.status === undefined;
