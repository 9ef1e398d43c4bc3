import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pass } from 'node:timers/promises';
import type { Order, Outcomes } from './contender.js';
import { Entrant } from './entrant.js';
import { readsOffered, tailMs, windowMs } from './figures.js';
import type { Scenario } from './scenarios.js';
import { Site } from './site.js';
import type { Stage } from './stage.js';

/** One contender's minute, as its site saw it and as the contender reported it. */
export interface Run {
  contender: string;
  site: Site;
  outcomes: Outcomes;
  startAt: number;
  /** The measured time ends here; the load went on for a little while. */
  endAt: number;
  lastsMs: number;
}

/** Runs of all contenders in the same minute. */
export interface Race {
  runs: Run[];
  /** How late the platform itself was at most, because the machine was busy with other things; figures owe as much to it. */
  deskLateMs: number;
}

export interface RunOptions {
  seed: number;
  seconds: number;
  contenders: readonly string[];
}

/** All contenders side by side, each on a site of its own, under the same plan and the same happenings. */
export async function race(stage: Stage, scenario: Scenario, options: RunOptions): Promise<Race> {
  const lastsMs = options.seconds * 1_000 + tailMs;
  const entries = await Promise.all(
    options.contenders.map(async (contender) => {
      const name = `${scenario.name}-${contender}`;
      const tickets = scenario.hasReads ? Math.ceil((lastsMs * readsOffered) / windowMs) : 1;
      const site = new Site(scenario.kind, tickets);
      stage.desk.sites.set(name, site);
      const given = await stage.stores(contender);
      const order: Order = {
        contender,
        api: `${stage.desk.url}/${name}/api/v2`,
        seed: options.seed,
        lastsMs,
        stores: given?.stores ?? null,
      };
      return { contender, site, drop: given?.drop ?? (async () => undefined), entrant: new Entrant(order) };
    }),
  );
  try {
    await Promise.all(entries.map(({ entrant }) => entrant.ready()));
    const startAt = Date.now() + 1_000;
    const sites = entries.map(({ site }) => site);
    const lateness = monitorEventLoopDelay({ resolution: 10 });
    lateness.enable();
    const [reports] = await Promise.all([
      Promise.all(entries.map(({ entrant }) => entrant.race(startAt))),
      happen(scenario, sites, startAt, lastsMs),
    ]);
    lateness.disable();
    const runs = entries.map(({ contender, site }, index) => ({
      contender,
      site,
      outcomes: reports[index] ?? { writes: [], failedReads: 0 },
      startAt,
      endAt: startAt + options.seconds * 1_000,
      lastsMs,
    }));
    return { runs, deskLateMs: Math.round(lateness.max / 1e6) };
  } finally {
    await Promise.all(entries.map(({ entrant }) => entrant.gone()));
    await Promise.all(entries.map(({ drop }) => drop()));
  }
}

/** Foreign calls and changes of the limit, at every site at the same instant. */
async function happen(
  { foreignAt, changes }: Scenario,
  sites: readonly Site[],
  startAt: number,
  lastsMs: number,
): Promise<void> {
  const happenings = [
    ...foreignAt.map((atMs) => ({ atMs, at: (site: Site) => void site.count('foreign') })),
    ...changes.map(({ atMs, calls }) => ({
      atMs,
      at: (site: Site) => {
        site.limit.calls = calls;
      },
    })),
  ].filter(({ atMs }) => atMs < lastsMs);
  for (const { atMs, at } of happenings.toSorted((one, other) => one.atMs - other.atMs)) {
    await pass(Math.max(0, startAt + atMs - Date.now()));
    for (const site of sites) at(site);
  }
}
