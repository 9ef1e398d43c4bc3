import { SandboxClock } from './clock.js';
import { Sender } from './delivery.js';
import { Faults } from './faults.js';
import { seedAcme as seedFreshdesk } from './freshdesk/seed.js';
import type { FreshdeskSite } from './freshdesk/site.js';
import { seedIntercom } from './intercom/seed.js';
import { IntercomStore } from './intercom/store.js';
import { Journal } from './journal.js';
import { seedAcme } from './zendesk/seed.js';
import type { Site } from './zendesk/site.js';

export interface WorldOptions {
  /** The redirect URIs registered for the seeded OAuth client, compared exactly. */
  redirectUris: string[];
  /** Multiplies webhook time-outs and retry gaps. */
  deliveryTimeScale: number;
  /** False starts without the `acme` site. */
  seed: boolean;
  /** The time of the machine, in ms; tests may pass their own clock. */
  now: () => number;
}

/** Everything the sandbox knows, in memory. `reset` makes it as new. */
export class World {
  readonly clock: SandboxClock;
  readonly faults = new Faults();
  readonly journal = new Journal();
  readonly zendesk = new Map<string, Site>();
  readonly freshdesk = new Map<string, FreshdeskSite>();
  intercom: IntercomStore;
  sender: Sender;
  #lastId = 28_400_000_000_000;

  constructor(readonly options: WorldOptions) {
    this.clock = new SandboxClock(options.now);
    this.sender = new Sender(this.faults, options.deliveryTimeScale);
    this.intercom = new IntercomStore(this);
    this.#seed();
  }

  /** Large numbers, like the platforms' own. */
  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  async reset(): Promise<void> {
    await this.sender.close();
    this.sender = new Sender(this.faults, this.options.deliveryTimeScale);
    this.faults.clear();
    this.journal.clear();
    this.clock.reset();
    this.zendesk.clear();
    this.freshdesk.clear();
    this.intercom = new IntercomStore(this);
    this.#seed();
  }

  #seed(): void {
    if (!this.options.seed) return;
    seedAcme(this);
    seedFreshdesk(this);
    seedIntercom(this);
  }
}
