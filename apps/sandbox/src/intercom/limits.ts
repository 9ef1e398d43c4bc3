import type { HubApp } from './hub/app.js';
import type { IntercomStore } from './store.js';

const windowSeconds = 10;
const workspacePerMinute = 25_000;

/** One thing whose calls are counted. */
export interface Rule {
  key: string;
  perMinute: number;
}

/** A minute's calls are dealt out in six fixed windows of ten seconds: 1,000 a minute are 166, 167, 167, 166 … */
export class Windows {
  readonly #counts = new Map<string, { window: number; used: number }>();

  constructor(private readonly seconds: () => number) {}

  limit({ perMinute }: Rule): number {
    const slot = this.#window % 6;
    return Math.floor(((slot + 1) * perMinute) / 6) - Math.floor((slot * perMinute) / 6);
  }

  spend(rule: Rule, calls: number): void {
    this.#counts.set(rule.key, { window: this.#window, used: this.#used(rule) + calls });
  }

  remaining(rule: Rule): number {
    return Math.max(0, this.limit(rule) - this.#used(rule));
  }

  /** Seconds until the window ends, at least 1. */
  reset(): number {
    return windowSeconds - (this.seconds() % windowSeconds);
  }

  get #window(): number {
    return Math.floor(this.seconds() / windowSeconds);
  }

  #used({ key }: Rule): number {
    const count = this.#counts.get(key);
    return count?.window === this.#window ? count.used : 0;
  }
}

/** All tokens of an app draw from one bucket; apps of one workspace draw from the workspace's as well. */
export const appRule = ({ clientId, limitPerMinute, limitIsPer }: HubApp, workspaceId: string): Rule => ({
  key: limitIsPer === 'app' ? `app ${clientId}` : `app ${clientId} at ${workspaceId}`,
  perMinute: limitPerMinute,
});
export const workspaceRule = (workspaceId: string): Rule => ({
  key: `workspace ${workspaceId}`,
  perMinute: workspacePerMinute,
});

/** The app's window. The reset is a time by the clock on the wall: callers compare it with their own. */
export function limitHeaders({ windows, world }: IntercomStore, rule: Rule): Record<string, string> {
  return {
    'x-ratelimit-limit': String(windows.limit(rule)),
    'x-ratelimit-remaining': String(windows.remaining(rule)),
    'x-ratelimit-reset': String(Math.floor(world.clock.wall() / 1000) + windows.reset()),
  };
}
