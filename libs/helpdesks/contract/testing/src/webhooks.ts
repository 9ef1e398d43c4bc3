import {
  WebhookMalformed,
  WebhookRejected,
  type HelpdeskWebhooks,
  type WebhookDelivery,
  type WebhooksByApi,
} from '@nightdesk/helpdesks/contract';
import { withReceiver } from './receiver.js';
import type { RemoteWebhooks, Traits } from './remote.js';
import type { Stage } from './stage.js';
import { guidePromises } from './guides.js';

const toleranceMs = 5 * 60_000;
const nowhere = { name: 'Nightdesk', url: 'http://127.0.0.1:9/hook' };

export function webhookPromises(stage: () => Stage, ours: HelpdeskWebhooks, traits: Traits): void {
  function theirs(): RemoteWebhooks {
    const { webhooks } = stage().remote;
    if (!webhooks) throw new Error('the adapter has webhooks and the remote has none');
    return webhooks;
  }
  /** By the API or by hand, as the platform has it; answers the secret. */
  async function setUp(url: string): Promise<string> {
    if (ours.setUp === 'api') return (await ours.ensure(stage().send(), { ...nowhere, url })).secret;
    const { setUpByHand } = theirs();
    if (!setUpByHand) throw new Error('a person sets this webhook up, and the remote cannot');
    return (await setUpByHand(url)).secret;
  }
  const accepts = (delivery: WebhookDelivery, secrets: string[], change: Partial<WebhookDelivery> = {}) => {
    try {
      ours.verify({ ...delivery, ...change }, secrets, toleranceMs);
      return true;
    } catch (error) {
      if (error instanceof WebhookRejected) return false;
      throw error;
    }
  };
  /** What arrives when a customer opens a ticket and writes again. */
  const withDeliveries = (
    work: (given: { received: WebhookDelivery[]; secret: string; ticketId: string }) => void | Promise<void>,
  ) =>
    withReceiver(async (url, received) => {
      const secret = await setUp(url);
      const ticketId = await stage().remote.customerOpens('Help', 'Please');
      await stage().remote.customerReplies(ticketId, 'Anybody?');
      await theirs().delivered();
      expect(received.length).toBeGreaterThan(1);
      await work({ received, secret, ticketId });
    });

  test('a delivery verifies, also while secrets change, and names its ticket', () =>
    withDeliveries(({ received, secret, ticketId }) => {
      for (const delivery of received) {
        expect(accepts(delivery, [secret])).toBe(true);
        expect(accepts(delivery, ['an older secret', secret])).toBe(true);
        expect(accepts(delivery, [secret, 'a newer secret'])).toBe(true);
        expect(ours.parse(delivery)).toMatchObject({ ticketId, type: expect.stringMatching(/./) as string });
      }
    }));

  test('a delivery without a proof, or with another’s, is refused', () =>
    withDeliveries(({ received, secret }) => {
      for (const delivery of received) {
        expect(accepts(delivery, [secret], { headers: {} })).toBe(false);
        expect(accepts(delivery, ['an older secret'])).toBe(false);
        expect(accepts(delivery, [])).toBe(false);
        expect(accepts(delivery, [''])).toBe(false);
        const cut = Object.entries(delivery.headers).map(([name, value]) => [name, value.slice(0, -1)]);
        expect(
          accepts(delivery, [secret], { headers: Object.fromEntries(cut) as Record<string, string> }),
        ).toBe(false);
      }
    }));

  test('a signature covers the body where there is one, and the age where it is told', () =>
    withDeliveries(({ received, secret }) => {
      const { isSigned, isStamped } = theirs();
      for (const delivery of received) {
        const changed = Buffer.from(delivery.body);
        changed[changed.length - 2] = (changed[changed.length - 2] ?? 0) ^ 1;
        expect(accepts(delivery, [secret], { body: changed })).toBe(!isSigned);
        for (const way of [-1, 1]) {
          const receivedAt = new Date(delivery.receivedAt.getTime() + way * 4 * 60 * 60_000);
          expect(accepts(delivery, [secret], { receivedAt })).toBe(!isStamped);
        }
      }
    }));

  test('a delivery has one key, and others have other keys', () =>
    withDeliveries(({ received }) => {
      const keyOf = (delivery: WebhookDelivery) => ours.parse(delivery).dedupeKey;
      const keys = received.map(keyOf);
      expect(received.map(keyOf)).toEqual(keys);
      expect(new Set(keys).size).toBe(keys.length);
      if (!theirs().isSigned) return; // two changes may then come in the very same words
      const again = received.map((delivery) => keyOf({ ...delivery, receivedAt: new Date(0) }));
      expect(again).toEqual(keys);
    }));

  test('a body that is none is malformed, and never an accident', () => {
    for (const body of ['', '{', 'null', '[]', '7', '"x"', '<xml/>', '{"a":1', '\u0000'])
      expect(() => ours.parse({ headers: {}, body: Buffer.from(body), receivedAt: new Date() })).toThrow(
        WebhookMalformed,
      );
  });

  test.each([...traits.announces])('%s of ours is announced', (kind) =>
    withReceiver(async (url, received) => {
      await setUp(url);
      const { remote } = stage();
      const ticketId = await remote.customerOpens('Help', 'Please');
      await remote.setTags(ticketId, ['old']);
      const steps = stage()
        .everyStep()
        .filter((step) => step.kind === kind);
      await theirs().delivered();
      const before = received.length;
      await stage().perform(ticketId, steps);
      await theirs().delivered();
      const hints = received.slice(before).map((delivery) => ours.parse(delivery));
      expect(hints.map((hint) => hint.ticketId)).toContain(ticketId);
    }),
  );

  if (ours.setUp === 'api') apiPromises(stage, ours, theirs);
  else guidePromises(stage, ours);
  if (ours.setUp === 'app') {
    test('a delivery names the site that it is about', () =>
      withDeliveries(async ({ received }) => {
        const { site } = await stage().adapter.whoami(stage().send());
        for (const delivery of received) expect(ours.siteOf(delivery)).toBe(site);
        for (const body of ['', '{', 'null', '{}'])
          expect(() => ours.siteOf({ headers: {}, body: Buffer.from(body), receivedAt: new Date() })).toThrow(
            WebhookMalformed,
          );
      }));
  }
}

function apiPromises(stage: () => Stage, ours: WebhooksByApi, theirs: () => RemoteWebhooks): void {
  const ensure = (url = nowhere.url) => ours.ensure(stage().send(), { ...nowhere, url });

  test('a webhook that is ensured twice exists once, with one secret', async () => {
    const first = await ensure();
    expect(first.found).toBe('missing');
    expect(await ensure()).toEqual({ ...first, found: 'active' });
    expect(first.secret).not.toBe('');
    expect(theirs().list()).toEqual([{ id: first.remoteId, url: nowhere.url, active: true }]);
  });

  test('a webhook of the same name at another URL is left alone', async () => {
    const others = await ensure('http://127.0.0.1:9/theirs');
    expect((await ensure()).remoteId).not.toBe(others.remoteId);
    expect(theirs().list()).toHaveLength(2);
  });

  test('a webhook that was switched off is switched on again', async () => {
    const { remoteId } = await ensure();
    theirs().switchOff();
    expect(await ensure()).toMatchObject({ remoteId, found: 'inactive' });
    expect(theirs().list()).toEqual([{ id: remoteId, url: nowhere.url, active: true }]);
  });

  test('a webhook can be removed twice, and ensured anew', async () => {
    const { remoteId } = await ensure();
    for (const _time of [1, 2]) await ours.remove(stage().send(), remoteId);
    expect(theirs().list()).toEqual([]);
    await ensure();
    expect(theirs().list()).toHaveLength(1);
  });
}
