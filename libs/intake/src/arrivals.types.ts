/** Upper bounds of the classes of delay, in milliseconds; one more class holds what took longer. */
export const delayBounds = [
  1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000,
] as const;

/** How the changes of one kind of one account were first seen in one hour. `delays` is of those that a webhook told. */
export interface ArrivalCount {
  accountId: string;
  /** In milliseconds, the beginning of the hour. */
  hour: number;
  kind: string;
  byWebhook: number;
  missed: number;
  delays: number[];
}
