import type { Conversation, Ticket } from '../types.js';

/** What can be searched for in one thread, by the platform's field names. */
export type Searchable = Record<string, string | number | boolean | null | string[]>;

interface Version {
  visibleFrom: number;
  /** Null once the thread was deleted. */
  document: Searchable | null;
}

/** The search index: it learns of every write, and shows it some time later. */
export class SearchIndex {
  readonly #kinds = { conversation: new Map<string, Version[]>(), ticket: new Map<string, Version[]>() };

  put(
    kind: (Conversation | Ticket)['kind'],
    id: string,
    visibleFrom: number,
    document: Searchable | null,
  ): void {
    const versions = this.#kinds[kind].get(id) ?? [];
    versions.push({ visibleFrom, document });
    this.#kinds[kind].set(id, versions);
  }

  /** Every thread as the index shows it now. */
  *documents(kind: (Conversation | Ticket)['kind'], now: number): Generator<[id: string, Searchable]> {
    for (const [id, versions] of this.#kinds[kind]) {
      const shown = versions.findLastIndex(({ visibleFrom }) => visibleFrom <= now);
      // What is older than the version shown is never needed again.
      if (shown > 0) versions.splice(0, shown);
      const document = shown < 0 ? null : versions[0]?.document;
      if (document) yield [id, document];
    }
  }
}
