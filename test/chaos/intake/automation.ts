import { setTimeout as pass } from 'node:timers/promises';
import type { Event } from '@nightdesk/contract';
import type { Consumer } from '../../support/consumer.js';

/** What listens at the subscriber's address. It was told only what it took: a delivery that it refuses is none. */
export class Automation {
  /** What it took, in the order of arrival, repeats included. */
  readonly told: Event[] = [];
  /** Deliveries that it refused, or never answered. */
  refused = 0;

  constructor(readonly consumer: Consumer) {
    this.comesBack();
  }

  comesBack(): void {
    this.consumer.answer = (event) => {
      this.told.push(event);
      return 204;
    };
  }

  goesAway(how: 'refuses' | 'hangs-up'): void {
    this.consumer.answer = () => {
      this.refused += 1;
      return how === 'refuses' ? 503 : pass(60_000, 504, { ref: false });
    };
  }
}
