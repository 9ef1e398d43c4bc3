/** What a contender is started with. Everything that it needs to know of a sender is in its memory: no look-up slows it. */
export interface ContenderSettings {
  port: number;
  databaseUrl: string;
  /** A table with the columns and indexes of Nightdesk's own. */
  table: string;
  /** By account, what its webhooks are signed with. */
  secrets: Record<string, string>;
}

/** Sent by our parent when we are up. */
export function settings(): Promise<ContenderSettings> {
  return new Promise((resolve) => process.once('message', (given) => resolve(given as ContenderSettings)));
}
