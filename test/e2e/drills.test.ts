import { jest } from '@jest/globals';
import { type DrillName, drills } from '../drill/drills.js';
import { Ground, Skew } from '../drill/ground.js';
import { rehearse, type Rehearsed, type Told } from '../drill/rehearsal.js';
import type { Stage } from '../drill/stages.js';
import { describeInBrowser } from '../support/browser.js';
import { quickLooks } from '../support/looks.js';
import { PersonStage } from '../support/person-stage.js';

jest.setTimeout(300_000);

/**
 * Those that wait for minutes of the platform's go on side by side, each on an account of its own; the quick ones one after
 * the other meanwhile. What concerns the whole installation has it for itself.
 */
const sideBySide: DrillName[][] = [
  ['platform-503'],
  ['limit-eaten'],
  ['platform-slow'],
  ['token-revoked', 'scope-removed', 'key-rotated', 'webhook-deleted', 'subscriber-down'],
];

describeInBrowser('whoever is on call', () => {
  const skew = new Skew();
  const running = new Map<DrillName, Promise<Rehearsed>>();
  let stage: PersonStage;
  let ground: Ground;

  beforeAll(async () => {
    stage = await PersonStage.start(quickLooks, { now: skew.now });
    ground = new Ground(stage.world, skew, stage.world.environment['DATABASE_URL'] ?? '');
  }, 120_000);
  afterAll(async () => {
    await Promise.allSettled(running.values());
    ground?.close();
    await stage?.stop();
  });

  test('clock-skew is named on the overview, with its remedy on the account’s page, and is over by itself', () =>
    goesWell('clock-skew', run('clock-skew')));

  test.each(sideBySide.flat())(
    '%s is named on the overview, with its remedy where it is mended, and is over by itself',
    (name) => {
      if (running.size === 0) for (const drillsOfOne of sideBySide) inTurn(drillsOfOne);
      return goesWell(name, running.get(name));
    },
  );

  // The only one that needs `GET /v1/health/system` and the banner that is made of it.
  test('worker-dead is named by the banner over every page, and is over by itself', () =>
    goesWell('worker-dead', run('worker-dead')));

  function run(name: DrillName): Promise<Rehearsed> {
    return rehearse(ground, name, (staged, told) => looksAt(name, staged, told));
  }

  function inTurn(names: DrillName[]): void {
    let before: Promise<unknown> = Promise.resolve();
    for (const name of names) {
      const mine = before.then(() => run(name));
      running.set(name, mine);
      // The next one is tried whatever became of this one; its own test tells.
      before = mine.then(
        () => undefined,
        () => undefined,
      );
    }
  }

  async function goesWell(name: DrillName, ran: Promise<Rehearsed> | undefined): Promise<void> {
    const took = await ran;
    expect(took).toBeDefined();
    console.log(`${name}: noticed after ${took?.secondsToNotice} s, over after ${took?.secondsToResolve} s`);
  }

  /** What is seen without a click: on the overview, then on the account's page. */
  async function looksAt(name: DrillName, { accountId, named }: Stage, told: Told): Promise<void> {
    const { cause, seen } = drills[name];
    const overview = await stage.person.opens(`${stage.world.url}/`);
    try {
      if (seen === 'banner') {
        await overview.getByTestId('system-trouble').getByText(new RegExp(cause, 'i')).first().waitFor();
        return;
      }
      const row = overview.locator(`[data-testid=incident][data-cause=${cause}]`).filter({ hasText: named });
      await row.getByRole('heading', { name: told.title }).waitFor();
      await overview.screenshot({ path: `coverage/screenshots/drill-${name}.png`, fullPage: true });
      if (accountId === null) return;
      await overview.goto(`${stage.world.url}/accounts/${accountId}`);
      const incident = overview.locator(`[data-testid=incident][data-cause=${cause}]`);
      await incident.first().getByText(told.remedy).waitFor();
      await overview.screenshot({ path: `coverage/screenshots/drill-${name}-account.png` });
    } finally {
      await overview.close();
    }
  }
});
