import { until } from '../support/until.js';
import type { DrillName } from './drills.js';
import type { Ground } from './ground.js';

/** A drill, set up and not begun. */
export interface Stage {
  /** Null: it concerns no account. */
  accountId: string | null;
  /** What the overview must name: the account's site, or the endpoint's host; empty: neither. */
  named: string;
  inject(): Promise<void>;
  heal(): Promise<void>;
  /** What goes on meanwhile: the calls of a day's work. Absent: nothing needs to. */
  traffic?: (isHealed: boolean) => Promise<unknown>;
}

const scopes = ['webhooks:write', 'write'];

/** How each drill is set up, on a site of its own. */
export const stages: Record<DrillName, (ground: Ground) => Promise<Stage>> = {
  'token-revoked': (ground) => credential(ground, 'revoked-token'),
  'scope-removed': async (ground) => {
    const held = await ground.zendesk('narrow-scope');
    return {
      ...named(held),
      inject: async () => {
        held.site.narrow();
        await ground.checkAgain(held);
      },
      heal: async () => {
        held.site.widen();
        await ground.checkAgain(held);
      },
    };
  },
  'key-rotated': (ground) => credential(ground, 'rotated-key'),
  'limit-eaten': async (ground) => {
    const held = await ground.zendesk('eaten-limit');
    const { control } = ground.world.sandbox;
    // Two thirds of the plan's 2,500 calls in every minute; with Redis all of them, because there only refusals tell (libs/incidents).
    const most = 'REDIS_URL' in ground.world.environment ? 2_500 : 1_650;
    const others = [1, 2].map((n) => held.site.open('ticket', `Order ${n}`).ticketId);
    const tickets = [held.ticketId, ...others];
    let minute = 0;
    const eat = () => {
      const now = Math.floor(ground.skew.now() / 60_000);
      if (now !== minute) control.zendesk(held.site.name).foreignUse({ calls: most });
      minute = now;
    };
    return {
      ...named(held),
      inject: async () => eat(),
      heal: async () => undefined,
      traffic: (isHealed) => {
        if (!isHealed) eat();
        return Promise.all(tickets.map((ticketId) => ground.reads({ ...held, ticketId })));
      },
    };
  },
  'webhook-deleted': async (ground) => {
    const held = await ground.zendesk('deleted-webhook');
    const site = ground.world.sandbox.world.zendesk.get(held.site.name);
    const grants = () => [...(site?.tokens.values() ?? [])];
    let taken: string[][] = [];
    return {
      ...named(held),
      inject: async () => {
        site?.webhooks.clear();
        taken = grants().map(({ scopes: before }) => [...before]);
        for (const token of grants()) token.scopes = token.scopes.filter((scope) => !scopes.includes(scope));
        await ground.checkAgain(held);
      },
      heal: async () => {
        grants().forEach((token, at) => (token.scopes = taken[at] ?? token.scopes));
        await ground.checkAgain(held);
      },
    };
  },
  'platform-503': (ground) => answers(ground, 'failing-platform', { kind: '503' }),
  // Below the five seconds after which a read is given up, by enough that a busy machine makes it no outage.
  'platform-slow': (ground) => answers(ground, 'slow-platform', { kind: 'slow', ms: 3_500 }),
  'subscriber-down': async (ground) => {
    const held = await ground.zendesk('deaf-automation');
    const automation = await ground.automationOf(held.accountId);
    return {
      accountId: null,
      named: new URL(automation.url).host,
      inject: async () => {
        const before = automation.deliveries.length;
        automation.answer = () => 503;
        held.site.open('ticket', 'Is anybody there?');
        await until(() => automation.deliveries.length > before, 60_000);
      },
      heal: async () => void (automation.answer = () => 204),
      // Ten minutes of failures, and later the next attempt.
      traffic: () => ground.timePasses(11),
    };
  },
  'worker-dead': async ({ world }) => ({
    accountId: null,
    named: '',
    inject: () => world.worker.kill(),
    heal: () => world.worker.start(),
  }),
  'clock-skew': async (ground) => {
    const held = await ground.zendesk('other-time');
    const write = () => void held.site.open('ticket', 'What time is it?');
    return {
      ...named(held),
      inject: async () => {
        ground.skew.ms = 10 * 60_000;
        write();
      },
      heal: async () => {
        ground.skew.ms = 0;
        write();
      },
    };
  },
};

const named = ({ accountId, site }: { accountId: string; site: { name: string } }) => ({
  accountId,
  named: site.name,
});

/** A credential that the platform takes no more; connecting again mends it. */
async function credential(ground: Ground, name: 'revoked-token' | 'rotated-key'): Promise<Stage> {
  const held = name === 'revoked-token' ? await ground.zendesk(name) : await ground.freshdesk(name);
  return {
    ...named(held),
    inject: async () => {
      held.site.revoke();
      await ground.checkAgain(held);
    },
    heal: async () => void (await ground.connect(held.site)),
  };
}

/** A platform that answers every call in one way until it is healed. */
async function answers(
  ground: Ground,
  name: string,
  how: { kind: '503' } | { kind: 'slow'; ms: number },
): Promise<Stage> {
  const held = await ground.zendesk(name);
  const { control } = ground.world.sandbox;
  let fault: number | null = null;
  return {
    ...named(held),
    inject: async () => {
      fault = control.fault({ platform: 'zendesk', site: name, times: 1_000_000, ...how }).id;
    },
    heal: async () => {
      if (fault !== null) control.removeFault(fault);
    },
    traffic: () => Promise.all([1, 2, 3].map(() => ground.reads(held))),
  };
}
