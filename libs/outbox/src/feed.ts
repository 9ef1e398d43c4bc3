import { Injectable } from '@nestjs/common';
import { EventFeed as FeedPage } from '@nightdesk/contract';
import { FeedStore } from './feed.store.js';
import { CursorRefused } from './outbox.errors.js';
import type { FeedQuery } from './outbox.types.js';

/** All events in one order, for whoever rather asks than is called. */
@Injectable()
export class EventFeed {
  constructor(private readonly store: FeedStore) {}

  /**
   * The events after a cursor, oldest first. None is skipped: an event appears once everything before it has been
   * committed or rolled back.
   * @param cursor the `next` of an earlier answer, or an event's id (`Last-Event-ID`); null starts at the beginning.
   * @throws CursorRefused
   */
  async after(cursor: string | null, query: FeedQuery = {}): Promise<FeedPage> {
    const from = cursor === null ? 0n : await this.position(cursor);
    const upTo = await this.store.settledUpTo();
    const limit = query.limit ?? 100;
    const rows = await this.store.between(from, upTo, { ...query, limit });
    const last = rows.at(-1);
    // Not full: everything up to here was looked at, so that a narrow filter does not read the same rows again.
    const reached = rows.length === limit && last ? last.seq : upTo;
    return { data: rows.map(({ event }) => event), next: cursorAt(reached > from ? reached : from) };
  }

  /** The cursor after which only events still to come are found. */
  async latest(): Promise<string> {
    return cursorAt(await this.store.settledUpTo());
  }

  private async position(cursor: string): Promise<bigint> {
    const seq = cursor.startsWith('evt_') ? await this.store.seqOf(cursor) : seqAt(cursor);
    if (seq === null) throw new CursorRefused();
    return seq;
  }
}

function cursorAt(seq: bigint): string {
  return Buffer.from(`after:${seq}`).toString('base64url');
}

function seqAt(cursor: string): bigint | null {
  const digits = /^after:(\d{1,18})$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1];
  return digits === undefined ? null : BigInt(digits);
}
