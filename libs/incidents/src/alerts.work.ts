import { Inject, Injectable } from '@nestjs/common';
import { RepairLinks } from '@nightdesk/connect';
import type { ItemOutcome, LaneItem, LaneWork, Look } from '@nightdesk/lanes';
import { Clock } from '@nightdesk/platform/clock';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import { Log } from '@nightdesk/platform/observability';
import { AlertRefused } from './alert-refused.js';
import { AlertsStore, type ClaimedAlert } from './alerts.store.js';
import { causeText } from './causes.js';
import { Channels, together } from './channels.js';
import type { Channel } from './incidents.types.js';
import type { Telling } from './message.js';
import { givenUpBefore, nextAttempt } from './retry.js';

/** A claim outlives the slowest way to an address by enough to store what came of it, in milliseconds. */
const CLAIM_MS = 60_000;

/** What alerts are written with. */
@Injectable()
export class AlertWriter {
  constructor(
    private readonly repairLinks: RepairLinks,
    @Inject(CONFIG) private readonly config: Pick<Config, 'PUBLIC_URL'>,
  ) {}

  /** With links that work from now on: an account gets one repair link for all that is told of it at once. */
  async write(alerts: readonly ClaimedAlert[]): Promise<Telling[]> {
    const links = new Map<string, Telling['repair']>();
    for (const { audience, kind, incident } of alerts) {
      const { accountId, cause } = incident;
      const mends = audience === 'account' && kind !== 'resolved' && causeText(cause).repair;
      if (!mends || accountId === null || links.has(accountId)) continue;
      const { url, expiresAt } = await this.repairLinks.make(accountId);
      links.set(accountId, { url, expiresAt });
    }
    return alerts.map(({ seq, kind, audience, incident, account, waiting }) => {
      const { page, repair } = causeText(incident.cause);
      const accountPath = account ? `/accounts/${encodeURIComponent(account.id)}` : '/';
      const path = { account: accountPath, 'dead-letters': '/dead-letters', overview: '/' }[page];
      const pageUrl = `${this.config.PUBLIC_URL}${path}`;
      const hasLink = audience === 'account' && kind !== 'resolved' && repair;
      const link = hasLink ? (links.get(incident.accountId ?? '') ?? null) : null;
      return { seq, kind, incident, account, waiting, pageUrl, repair: link };
    });
  }
}

/**
 * The work of the `alert` lanes: all that waits for one address, in order, in as few messages as the channel allows. At
 * least once: a crash between the address's yes and our commit tells it again.
 */
@Injectable()
export class AlertsWork implements LaneWork {
  readonly kind = 'alert';

  constructor(
    private readonly store: AlertsStore,
    private readonly writer: AlertWriter,
    private readonly channels: Channels,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  async take(lane: string, limit: number, busy: readonly string[]): Promise<Look> {
    return { items: await this.store.take(lane, limit, busy, this.clock.now()) };
  }

  nextDue(lane: string): Promise<Date | null> {
    return this.store.nextDue(lane);
  }

  dueKeys(limit: number): Promise<string[]> {
    return this.store.dueKeys(limit, this.clock.now());
  }

  async perform(lane: string, { order: target }: LaneItem): Promise<ItemOutcome> {
    const channel = lane.split('.')[0] as Channel;
    const now = this.clock.now();
    const until = new Date(now.getTime() + CLAIM_MS);
    const claimed = await this.store.claim(lane, target, now, until, together[channel]);
    if (claimed.length === 0) return { kind: 'done' };
    const error = await this.tell(channel, target, claimed, until);
    this.log.line('alert.attempted', {
      lane,
      alerts: claimed.length,
      incidentId: claimed[0]?.incident.id,
      attempt: (claimed[0]?.attempts ?? 0) + 1,
      error,
      durationMs: this.clock.now().getTime() - now.getTime(),
    });
    return { kind: 'done' };
  }

  /** Answers what went wrong; empty when all of it arrived. */
  private async tell(channel: Channel, target: string, claimed: readonly ClaimedAlert[], until: Date) {
    const seqs = claimed.map(({ seq }) => seq);
    try {
      await this.channels.send(channel, target, await this.writer.write(claimed));
    } catch (error) {
      const at = this.clock.now();
      const attempts = (claimed[0]?.attempts ?? 0) + 1;
      const reason = error instanceof Error ? error.message : String(error);
      const forGood = error instanceof AlertRefused && error.forGood;
      const failed = {
        error: reason,
        nextAt: nextAttempt(attempts, at),
        forGood,
        givenUpBefore: givenUpBefore(at),
      };
      await this.store.failed(seqs, until, failed);
      if (!(error instanceof AlertRefused)) throw error;
      return reason;
    }
    await this.store.sent(seqs, this.clock.now());
    return '';
  }
}
