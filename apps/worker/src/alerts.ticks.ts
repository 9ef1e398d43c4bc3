import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Watch } from '@nightdesk/incidents';
import { Log } from '@nightdesk/platform/observability';

/** Looks for incidents. Any number of workers may: rows decide who opens and who tells. */
@Injectable()
export class AlertTicks {
  /** A look that is slow is not joined by the next one. */
  private readonly looking = new Set<string>();

  constructor(
    private readonly watch: Watch,
    private readonly log: Log,
  ) {}

  @Interval(3_000)
  urgent(): Promise<void> {
    return this.once('incidents.urgent', () => this.watch.look('urgent'));
  }

  @Interval(30_000)
  costly(): Promise<void> {
    return this.once('incidents.costly', () => this.watch.look('costly'));
  }

  @Interval(300_000)
  rare(): Promise<void> {
    return this.once('incidents.rare', () => this.watch.look('rare'));
  }

  @Interval(15_000)
  remind(): Promise<void> {
    return this.once('incidents.remind', () => this.watch.remind());
  }

  /** A tick that fails is told; the next one tries again. */
  private async once(event: string, work: () => Promise<void>): Promise<void> {
    if (this.looking.has(event)) return;
    this.looking.add(event);
    try {
      await work();
    } catch (error) {
      this.log.failure(event, error);
    } finally {
      this.looking.delete(event);
    }
  }
}
