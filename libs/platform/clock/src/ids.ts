import { Injectable } from '@nestjs/common';
import { monotonicFactory } from 'ulid';
import { Clock } from './clock.js';

/** What an id names; the prefix makes an id readable in a log line without its context. */
export type IdKind =
  | 'acc'
  | 'att'
  | 'cred'
  | 'del'
  | 'dlv'
  | 'evt'
  | 'inc'
  | 'key'
  | 'lnk'
  | 'op'
  | 'prc'
  | 'req'
  | 'rpl'
  | 'sub'
  | 'usr'
  | 'wh';

/** Where ids come from: `<kind>_<ULID>`, sortable by the time they were made. */
@Injectable()
export class Ids {
  private readonly ulid = monotonicFactory();

  constructor(private readonly clock: Clock) {}

  next(kind: IdKind): string {
    return `${kind}_${this.ulid(this.clock.now().getTime())}`;
  }
}
