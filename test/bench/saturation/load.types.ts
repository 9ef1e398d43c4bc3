export interface LoadOrder {
  port: number;
  key: string;
  accountIds: string[];
  /** Requests offered in a second, whether or not those before were answered. */
  perSecond: number;
  /** Callers, each with a connection of its own that is kept open. */
  callers: number;
  /** Not counted. */
  warmMs: number;
  seconds: number;
  /** Makes idempotency keys unlike those of other orders. */
  name: string;
}

export interface LoadReport {
  offered: number;
  /** Answers 2xx within a second of the instant at which they were due. */
  good: number;
  goodPerSecond: number;
  /** Answers 2xx that came later. */
  late: number;
  /** Answers 503. */
  refused: number;
  /** Any other answer, or none. */
  failed: number;
  /** Milliseconds from the instant at which they were due; null where there was none. */
  acceptedP99: number | null;
  refusedP99: number | null;
}
