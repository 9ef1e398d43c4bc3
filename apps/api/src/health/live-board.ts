import { Injectable, type MessageEvent } from '@nestjs/common';
import type { Board as BoardView, BoardChanges } from '@nightdesk/contract';
import { Board, BoardPicture, Health } from '@nightdesk/health';
import { Clock } from '@nightdesk/platform/clock';
import { Log } from '@nightdesk/platform/observability';
import { exhaustMap, ignoreElements, map, merge, type Observable, share, Subject, timer } from 'rxjs';

const lookEveryMs = 250;
/** However busy it is, pictures are taken no more often. */
const pictureEveryMs = 1_000;
/** What drifts is in no pulse: it is looked at this often. An answer without changes says that the line is up. */
const driftEveryMs = 5_000;

/**
 * The board as it changes: one look for everybody who watches, none while nobody does. A picture is taken when the pulse
 * says that something happened, once a second at most; what goes out is what became different.
 */
@Injectable()
export class LiveBoard {
  private readonly changes = new Subject<BoardChanges>();
  private readonly looking: Observable<never>;
  private last: BoardPicture | null = null;
  private lastPulse = '';
  private takenAt = -Infinity;
  /** So that those who ask at once get one picture. */
  private taking: Promise<void> | null = null;

  constructor(
    private readonly board: Board,
    private readonly health: Health,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.looking = timer(0, lookEveryMs).pipe(
      exhaustMap(() => this.look()),
      ignoreElements(),
      share(),
    );
  }

  /** As it is: at most a second old. */
  async now(): Promise<BoardView> {
    if (!this.last || this.age() >= pictureEveryMs) await this.take();
    return this.last!.board;
  }

  stream(): Observable<MessageEvent> {
    return merge(this.looking, this.changes).pipe(
      map((data): MessageEvent => ({ type: 'changes', data, retry: 1_000 })),
    );
  }

  /** A look that fails is told, and nothing goes out: who watches sees that the line is silent. */
  private async look(): Promise<void> {
    try {
      if (this.age() < pictureEveryMs) return;
      const pulse = await this.health.pulse();
      if (pulse !== this.lastPulse || this.age() >= driftEveryMs) await this.take(pulse);
    } catch (error) {
      this.log.failure('board.failed', error);
    }
  }

  /** @param felt the pulse of just now, where it is known. */
  private take(felt?: string): Promise<void> {
    this.taking ??= this.picture(felt).finally(() => (this.taking = null));
    return this.taking;
  }

  private async picture(felt?: string): Promise<void> {
    // Before the picture: what happens while it is taken is looked at again.
    const pulse = felt ?? (await this.health.pulse());
    const picture = new BoardPicture(await this.board.take());
    const changes = this.last?.until(picture);
    this.last = picture;
    this.lastPulse = pulse;
    this.takenAt = this.clock.now().getTime();
    if (changes) this.changes.next(changes);
  }

  private age(): number {
    return this.clock.now().getTime() - this.takenAt;
  }
}
