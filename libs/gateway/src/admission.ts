import { Injectable } from '@nestjs/common';
import { Budget, BudgetUnavailableError } from '@nightdesk/budget';
import {
  type HelpdeskAdapter,
  HelpdeskError,
  type PlatformRequest,
  type PlatformResponse,
} from '@nightdesk/helpdesks/contract';
import { Clock } from '@nightdesk/platform/clock';
import { Log } from '@nightdesk/platform/observability';

/** How long a lane waits when the budget's own store does not answer. */
const storeAwayMs = 2_000;

/** A call on its way to the platform. */
export interface Outgoing {
  accountId: string;
  lane: 'read' | 'write';
  adapter: HelpdeskAdapter;
  request: PlatformRequest;
}

/** Lets calls out as the budget allows, and tells the budget what the platform says of its limits. */
@Injectable()
export class Admission {
  constructor(
    private readonly budget: Budget,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** @throws HelpdeskError `rate_limited` with `retryAt`; nothing was sent and nothing counted. */
  async admit({ accountId, lane, adapter, request }: Outgoing): Promise<void> {
    const answer = await this.budget
      .reserve({ accountId, lane, windows: adapter.windows(request) })
      .catch((cause: unknown) => {
        if (!(cause instanceof BudgetUnavailableError)) throw cause;
        const retryAt = new Date(this.clock.now().getTime() + storeAwayMs);
        throw new HelpdeskError('rate_limited', 'the budget cannot be asked', { retryAt, cause });
      });
    if (answer.granted) return;
    const { retryAt, window } = answer;
    throw new HelpdeskError('rate_limited', `the ${window} budget is used up`, { retryAt });
  }

  /** Never throws: the platform has answered, and its answer stands whatever becomes of what we learnt. */
  async learn({ accountId, adapter, request }: Outgoing, answer: PlatformResponse): Promise<void> {
    const now = this.clock.now();
    const windows = new Map(adapter.windows(request).map((window) => [window.name, window.windowMs]));
    const learnt = adapter.learn(request, answer.headers, now).flatMap((limit) => {
      const windowMs = windows.get(limit.name);
      return windowMs === undefined ? [] : [{ ...limit, windowMs }];
    });
    const blockedUntil =
      answer.status === 429 ? adapter.explain(request, answer, now).details.retryAt : undefined;
    // The window that is used up, where the answer tells it; else every window of the call.
    const empty = learnt.filter(({ remaining }) => remaining === 0).map(({ name }) => name);
    const blocked = [...windows].flatMap(([name, windowMs]) =>
      blockedUntil && (empty.length === 0 || empty.includes(name)) ? [{ name, windowMs, blockedUntil }] : [],
    );
    try {
      await this.budget.learn(accountId, [...learnt, ...blocked]);
    } catch (error) {
      this.log.failure('budget.not_taught', error, { accountId });
    }
  }
}
