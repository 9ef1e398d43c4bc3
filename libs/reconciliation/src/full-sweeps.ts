import { Injectable } from '@nestjs/common';
import { describeFailure, notBefore } from '@nightdesk/gateway';
import { HelpdeskError } from '@nightdesk/helpdesks/contract';
import { adapterFor } from '@nightdesk/helpdesks/directory';
import { Accounts } from '@nightdesk/accounts';
import { Clock } from '@nightdesk/platform/clock';
import { Log } from '@nightdesk/platform/observability';
import { leftByFullMs } from './allowance.js';
import { DueSweeps } from './due-sweeps.js';
import { claimEnd, type ClaimedSweep, dayMs, nextSweep, sweepAgain } from './sweep.types.js';
import { SweepDesk } from './sweeps.js';

/** Accounts that one process sweeps in full at once. */
const atOnce = 10;
/** Open copies that the platform no longer shows are read one by one: so many at once, and so many in one sweep. */
const unseenAtOnce = 200;
const unseenAtMost = 1_000;

/** What a full sweep is doing; stored in `full_cursor`. */
type Place = { doing: 'listing'; cursor: string | null } | { doing: 'unseen'; after: string; told: number };

/**
 * Once a day and on demand: all open tickets as the platform lists them, compared with the stored copies; then what is
 * open here and was not listed. Finds what reading by change cannot.
 */
@Injectable()
export class FullSweeps {
  private readonly due = new DueSweeps(
    atOnce,
    (limit) => this.desk.store.claimDue('full_at', this.clock.now(), limit),
    (sweep) => this.sweep(sweep),
  );

  constructor(
    private readonly desk: SweepDesk,
    private readonly accounts: Accounts,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Begins or goes on with what is due, as far as the share of the budget allows. Safe in any number of processes. */
  sweepDue(): Promise<void> {
    return this.due.workOff();
  }

  /** Never throws: it goes on in a minute, from where it was. */
  private async sweep(sweep: ClaimedSweep): Promise<void> {
    const { accountId } = sweep;
    try {
      await this.run(sweep);
    } catch (error) {
      const known = error instanceof HelpdeskError;
      if (!known) this.log.failure('sweep.full_stopped', error, { accountId });
      else this.log.line('sweep.full_waits', { accountId, problem: describeFailure(error) });
      const again = sweepAgain(4, this.clock.now());
      const fullAt = known ? notBefore(error, again) : again;
      // A place that the platform does not know any more: all of it anew.
      const lost = known && error.kind === 'invalid' ? { fullCursor: null } : {};
      await this.desk.store.save({ accountId, fullAt, ...lost });
    }
  }

  private async run(sweep: ClaimedSweep): Promise<void> {
    const { accountId } = sweep;
    const { store } = this.desk;
    if (sweep.fullCursor === null) await this.begin(sweep);
    for (let place = placeOf(sweep.fullCursor); ;) {
      const next =
        place.doing === 'listing' ? await this.list(sweep, place) : await this.unseen(sweep, place);
      if (next !== null && 'waitUntil' in next) {
        await store.save({ accountId, fullAt: next.waitUntil });
        return;
      }
      const now = this.clock.now();
      const { fullSeen, fullFound } = sweep;
      if (next === null) {
        await store.sight(accountId, null);
        const fullAt = nextSweep(dayMs, now);
        await store.save({ accountId, fullSeen, fullFound, fullEndedAt: now, fullCursor: null, fullAt });
        return;
      }
      place = next;
      const fullCursor = JSON.stringify(place);
      await store.save({ accountId, fullSeen, fullFound, fullCursor, fullAt: claimEnd(now) });
    }
  }

  private async begin(sweep: ClaimedSweep): Promise<void> {
    const place: Place = { doing: 'listing', cursor: null };
    const begun = {
      fullStartedAt: this.clock.now(),
      fullEndedAt: null,
      fullSeen: 0,
      fullFound: 0,
      fullCursor: JSON.stringify(place),
    };
    await this.desk.store.sight(sweep.accountId, null);
    await this.desk.store.save({ accountId: sweep.accountId, ...begun });
    Object.assign(sweep, begun);
  }

  /** A platform that cannot list what is open lists what changed since the account was connected: no other ticket has news. */
  private async list(sweep: ClaimedSweep, { cursor }: Place & { doing: 'listing' }) {
    const { since, accountId } = sweep;
    const page = await this.desk.listings.pageWithinShare(sweep, leftByFullMs, (adapter, send) =>
      adapter.listOpen ? adapter.listOpen(send, cursor) : adapter.listChanged(send, { since, cursor }),
    );
    if ('waitUntil' in page) return page;
    const open = page.tickets.filter(
      ({ status, deleted }) => !deleted && status !== 'solved' && status !== 'closed',
    );
    await this.desk.store.sight(
      accountId,
      open.map(({ id }) => id),
    );
    sweep.fullSeen += open.length;
    sweep.fullFound += await this.desk.finds.tellMissed(sweep, page.tickets, { settles: true });
    const next: Place =
      page.cursor === null
        ? { doing: 'unseen', after: '', told: 0 }
        : { doing: 'listing', cursor: page.cursor };
    return next;
  }

  private async unseen(sweep: ClaimedSweep, { after, told }: Place & { doing: 'unseen' }) {
    const { platform } = await this.accounts.get(sweep.accountId);
    const changedSince = adapterFor(platform).listOpen ? new Date(0) : sweep.since;
    const limit = Math.min(unseenAtOnce, unseenAtMost - told);
    const found = limit <= 0 ? [] : await this.desk.finds.tellUnseen(sweep, { changedSince, after, limit });
    sweep.fullFound += found.length;
    const last = found.at(-1);
    if (last === undefined || found.length < limit) return null;
    return { doing: 'unseen', after: last, told: told + found.length } satisfies Place;
  }
}

function placeOf(cursor: string | null): Place {
  return JSON.parse(cursor ?? 'null') as Place;
}
