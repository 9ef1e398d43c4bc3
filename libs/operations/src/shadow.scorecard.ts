import { Injectable } from '@nestjs/common';
import { Accounts } from '@nightdesk/accounts';
import type { Scorecard } from '@nightdesk/contract';
import { Clock } from '@nightdesk/platform/clock';
import { score } from './shadow.score.js';
import { ShadowStore, type TicketStory } from './shadow.store.js';

const dayMs = 24 * 3_600_000;
/** How far a scorecard looks back unless it is said. */
const usuallyMs = 7 * dayMs;
const mostOperations = 200;

const untold: TicketStory = { now: null, messages: [], changes: [] };

/** What was recorded and not sent, beside what people then did (SPEC 8.6): whether an automation is ready to go live. */
@Injectable()
export class Scorecards {
  constructor(
    private readonly store: ShadowStore,
    private readonly accounts: Accounts,
    private readonly clock: Clock,
  ) {}

  /** The newest 200 operations since an instant; left out: of seven days. @throws AccountUnknown */
  async of(accountId: string, given: Date | undefined): Promise<Scorecard> {
    await this.accounts.get(accountId);
    const since = given ?? new Date(this.clock.now().getTime() - usuallyMs);
    const found = await this.store.shadowed(accountId, since, mostOperations + 1);
    const operations = found.slice(0, mostOperations);
    const oldest = operations.at(-1)?.createdAt ?? since;
    const ticketIds = [...new Set(operations.map(({ ticketId }) => ticketId))];
    const stories = await this.store.stories(accountId, ticketIds, secondOf(oldest));
    const data = operations.map(({ id, ticketId, createdAt, steps }) => {
      const until = new Date(createdAt.getTime() + dayMs);
      const within = { from: secondOf(createdAt), until };
      const story = stories.get(ticketId) ?? untold;
      return {
        operationId: id,
        ticketId,
        at: createdAt.toISOString(),
        until: until.toISOString(),
        steps: steps.map((step) => score(step, within, story)),
      };
    });
    const more = found.length > mostOperations;
    return { accountId, since: since.toISOString(), summary: summary(data), data, more };
  }
}

/** Platforms show whole seconds: what a person does in the second of the operation came after it. */
const secondOf = (instant: Date) => new Date(Math.floor(instant.getTime() / 1_000) * 1_000);

function summary(data: Scorecard['data']): Scorecard['summary'] {
  const counts = new Map<string, Scorecard['summary'][number]>();
  for (const { kind, verdict } of data.flatMap(({ steps }) => steps)) {
    const count = counts.get(kind) ?? { kind, agreed: 0, differed: 0, nobody: 0 };
    count[verdict] += 1;
    counts.set(kind, count);
  }
  return [...counts.values()];
}
