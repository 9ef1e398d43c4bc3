/** One delivery that was verified and is to be stored. */
export interface VerifiedDelivery {
  accountId: string;
  /** The platform's event id, or a hash of what arrived; one account stores each once. */
  dedupeKey: string;
  via: 'webhook' | 'reconciliation';
  /** Null when it is about no ticket. */
  ticketId: string | null;
  type: string;
  occurredAt: Date | null;
  receivedAt: Date;
  body: Buffer;
  traceId: string;
  /** Whether its sender wants the trace recorded; left out: nobody said. */
  traceSampled?: boolean | null;
}

/** What the span is called that stored it, which the reading goes on from; see `resumed`. */
export const arrivalNamed = (traceId: string, accountId: string, ticketId: string | null): string =>
  `${traceId}:${accountId}:${ticketId ?? ''}`;

/** Thrown when no webhook is known at an address, so that nothing that arrives there can be believed. */
export class WebhookUnknown extends Error {
  override readonly name = 'WebhookUnknown';
}

/** Thrown when more deliveries wait to be stored than may; the sender is asked to come back. */
export class IntakeOverloaded extends Error {
  override readonly name = 'IntakeOverloaded';
  readonly retryAfterSeconds = 5;

  constructor() {
    super('More deliveries are waiting to be stored than may wait. Send this one again later.');
  }
}
