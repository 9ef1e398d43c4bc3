export interface Sender {
  accountId: string;
  secret: string;
}

export interface LoadOrder {
  port: number;
  connections: number;
  /** Not counted. */
  warmMs: number;
  seconds: number;
  senders: Sender[];
  /** Makes event ids unlike those of other orders. */
  name: string;
}

export interface LoadReport {
  /** Accepted within the measured time. */
  accepted: number;
  /** Everything that was ever accepted, for a comparison with what is stored. */
  acceptedInAll: number;
  perSecond: number;
  p50: number;
  p99: number;
  /** Answers other than 202, by status; `0`: none. */
  refused: Record<string, number>;
}
