import { Injectable } from '@nestjs/common';
import type { CredentialLane } from '@nightdesk/credentials';
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
  /** Which lanes the call's credential serves. */
  credentialLane: CredentialLane;
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
  async admit(outgoing: Outgoing): Promise<void> {
    const { accountId, lane } = outgoing;
    const windows = windowsOf(outgoing);
    const cost = Math.max(1, ...windows.map((window) => window.cost));
    const answer = await this.budget.reserve({ accountId, lane, cost, windows }).catch((cause: unknown) => {
      if (!(cause instanceof BudgetUnavailableError)) throw cause;
      const retryAt = new Date(this.clock.now().getTime() + storeAwayMs);
      throw new HelpdeskError('rate_limited', 'the budget cannot be asked', { retryAt, cause });
    });
    if (answer.granted) return;
    const { retryAt, window } = answer;
    throw new HelpdeskError('rate_limited', `the ${window} budget is used up`, { retryAt });
  }

  /** Never throws: the platform has answered, and its answer stands whatever becomes of what we learnt. */
  async learn(outgoing: Outgoing, answer: PlatformResponse): Promise<void> {
    const { accountId, adapter, request } = outgoing;
    const now = this.clock.now();
    const own = windowsOf(outgoing);
    const windows = new Map(own.map((window) => [window.name, window.windowMs]));
    const learnt = adapter.learn(request, answer.headers, now).flatMap((limit) => {
      const window = own.find(({ called }) => called === limit.name);
      return window ? [{ ...limit, name: window.name, windowMs: window.windowMs }] : [];
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

/** The call's windows as the budget counts them: what each credential has for itself is counted by lane. */
function windowsOf({ adapter, request, credentialLane }: Outgoing) {
  return adapter.windows(request).map(({ name: called, limit, windowMs, perCredential, cost = 1 }) => {
    const name = perCredential === true && credentialLane === 'write' ? `${called} (write lane)` : called;
    return { name, called, limit, windowMs, cost };
  });
}
