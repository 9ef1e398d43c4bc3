import { Injectable } from '@nestjs/common';
import {
  HelpdeskError,
  isOutage,
  type PlatformRequest,
  type PlatformResponse,
} from '@nightdesk/helpdesks/contract';
import { Admission } from './admission.js';
import { Breakers, type CallEnd } from './breaker.js';
import type { Errand, Outgoing } from './gateway.types.js';
import type { Stopped } from './limits.js';
import { Wire } from './wire.js';

/** How far a call got. */
interface Trip {
  isOut: boolean;
  answer: PlatformResponse | null;
  stopped: Stopped | null;
}

/** The way of one HTTP call: permission, breaker, budget, what must be committed before it, the wire, and back. */
@Injectable()
export class Door {
  constructor(
    private readonly breakers: Breakers,
    private readonly admission: Admission,
    private readonly wire: Wire,
  ) {}

  /** @throws HelpdeskError */
  async send(errand: Errand, request: PlatformRequest): Promise<PlatformResponse> {
    const { account, signal } = errand;
    signal.throwIfAborted();
    await errand.permit();
    const passage = await this.breakers.enter(account.id);
    const trip: Trip = { isOut: false, answer: null, stopped: null };
    try {
      const answer = await this.pass({ ...errand, request }, trip);
      await this.breakers.leave(account.id, passage, { kind: 'answered' });
      return answer;
    } catch (error) {
      const heldUntil = await this.breakers.leave(account.id, passage, endOf(trip, error, signal));
      throw meant(error, trip, heldUntil, signal);
    }
  }

  /** The place in the budget is given back whatever happens. */
  private async pass(outgoing: Outgoing, trip: Trip): Promise<PlatformResponse> {
    const lease = await this.admission.admit(outgoing);
    try {
      // Again, because waiting for a place takes its time, and a switch must act within a second.
      await outgoing.permit();
      await outgoing.beforeSend?.(outgoing.request);
      trip.isOut = true;
      return await this.wire.send(outgoing, (answer) => (trip.answer = answer));
    } finally {
      trip.stopped = await this.admission.settle(outgoing, lease, trip.answer);
    }
  }
}

/** What a call shows of its platform: any answer but an outage's, that it works; a 429, or an end of our own making, nothing. */
function endOf({ isOut, answer }: Trip, error: unknown, signal: AbortSignal): CallEnd {
  if (answer) {
    if (isOutage(answer.status)) return { kind: 'failed', reason: `it answered ${answer.status}` };
    return { kind: answer.status === 429 ? 'unknown' : 'answered' };
  }
  const isKnown =
    error instanceof HelpdeskError && (error.kind === 'unavailable' || error.kind === 'ambiguous');
  if (!isOut || !isKnown || stoppedBy(signal)?.kind === 'held') return { kind: 'unknown' };
  return { kind: 'failed', reason: error.message };
}

/** The failure with what only the gateway knows: which limit stopped it, that we ended it ourselves, that the breaker is open. */
function meant(
  error: unknown,
  { isOut, stopped }: Trip,
  heldUntil: Date | null,
  signal: AbortSignal,
): unknown {
  if (!(error instanceof HelpdeskError) || !isOut) return error;
  if (error.kind === 'rate_limited' && stopped)
    return new HelpdeskError('rate_limited', error.message, { ...error.details, ...stopped });
  if (error.kind !== 'unavailable') return error;
  const failure = stoppedBy(signal) ?? error;
  if (heldUntil === null || failure.kind === 'held') return failure;
  const { message, details } = failure;
  const retryAt = details.retryAt && details.retryAt > heldUntil ? details.retryAt : heldUntil;
  return new HelpdeskError('held', `${message}; nothing is sent for a while`, {
    ...details,
    retryAt,
    cause: failure,
  });
}

/** Why we ended the call ourselves. */
function stoppedBy({ aborted, reason }: AbortSignal): HelpdeskError | null {
  return aborted && reason instanceof HelpdeskError ? reason : null;
}
