import { Injectable } from '@nestjs/common';
import { Audit } from '@nightdesk/access';
import { Clock } from '@nightdesk/platform/clock';
import type { Tx } from '@nightdesk/platform/database';
import { causeWords } from './dead-letters.causes.js';
import { type CauseCount, DeadLettersStore } from './dead-letters.store.js';
import type { DeadLetterChoice, DeadLetterGroup } from './dead-letters.types.js';
import type { OperationWithHistory } from './operations.types.js';

const accountsShown = 10;
const samplesShown = 3;

/** Operations that failed or died: what they have in common, and what is to be done. */
@Injectable()
export class DeadLetters {
  constructor(
    private readonly store: DeadLettersStore,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** By root cause, the most frequent first. */
  async groups(choice: DeadLetterChoice): Promise<DeadLetterGroup[]> {
    const counts = await this.store.counts(choice);
    const causes = [...new Set(counts.map(({ cause }) => cause))];
    const groups = causes.map((cause) => grouped(cause, counts));
    const known = new Map(
      (await this.store.byIds(groups.flatMap(({ sampleIds }) => sampleIds))).map((one) => [one.id, one]),
    );
    return groups
      .map(({ sampleIds, ...group }) => ({
        ...group,
        samples: sampleIds.flatMap((id) => known.get(id) ?? []),
      }))
      .toSorted((a, b) => b.count - a.count || a.cause.localeCompare(b.cause));
  }

  /** Last accepted first. @param after the id of the last one of the page before. */
  async list(choice: DeadLetterChoice, limit: number, after?: string): Promise<OperationWithHistory[]> {
    return this.store.byIds(await this.store.ids(choice, limit, after));
  }

  /**
   * Nothing is to be done about these: they are not listed any more, and stay where they are. One that is replayed by
   * hand and fails again is listed again. Answers how many.
   */
  async discard(tx: Tx, choice: DeadLetterChoice, actor: string): Promise<number> {
    const discarded = await this.store.discard(tx, choice, this.clock.now());
    const { accountId, cause, operationIds } = choice;
    const details = { discarded, cause, accountId, operationIds };
    const subject = accountId ?? cause ?? 'operations';
    await this.audit.record({ actor, action: 'dead_letters.discarded', subject, details }, tx);
    return discarded;
  }
}

function grouped(cause: string, counts: readonly CauseCount[]) {
  const own = counts.filter((one) => one.cause === cause);
  const times = (pick: 'oldestAt' | 'newestAt') => own.map((one) => one[pick].getTime());
  const newest = own
    .flatMap(({ samples }) => samples)
    .toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return {
    cause,
    ...causeWords(cause),
    count: own.reduce((sum, { count }) => sum + count, 0),
    oldestAt: new Date(Math.min(...times('oldestAt'))),
    newestAt: new Date(Math.max(...times('newestAt'))),
    accounts: own.slice(0, accountsShown).map(({ id, platform, site, state, remedy, count }) => {
      return { id, platform, site, state, remedy, count };
    }),
    accountCount: own.length,
    sampleIds: newest.slice(0, samplesShown).map(({ id }) => id),
  };
}
