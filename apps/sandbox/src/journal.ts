/** One API call a platform received. */
export interface JournalEntry {
  number: number;
  at: string;
  platform: string;
  site: string;
  method: string;
  /** The route with its parameters named, e.g. `/api/v2/tickets/:id`. */
  route: string;
  /** What was asked for, with its query. */
  path: string;
  /** Whether the platform carried the call out (a refusal by a fault or a time-out before it does not). */
  executed: boolean;
  /** The fault that hit the call, if any. */
  fault: string | null;
  /** The status sent, or null when no answer left the sandbox. */
  status: number | null;
  requestId: string;
}

/** The last calls received, oldest first; older ones are forgotten. */
export class Journal {
  #entries: JournalEntry[] = [];
  #lastNumber = 0;

  constructor(private readonly keep = 10_000) {}

  add(entry: Omit<JournalEntry, 'number'>): JournalEntry {
    const added = { number: ++this.#lastNumber, ...entry };
    this.#entries.push(added);
    if (this.#entries.length > this.keep) this.#entries.shift();
    return added;
  }

  list(filter: Partial<Pick<JournalEntry, 'platform' | 'site' | 'method' | 'route'>> = {}): JournalEntry[] {
    const wanted = Object.entries(filter);
    return this.#entries.filter((entry) =>
      wanted.every(([key, value]) => entry[key as keyof typeof filter] === value),
    );
  }

  clear(): void {
    this.#entries = [];
  }
}
