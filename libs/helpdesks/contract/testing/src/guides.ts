import type { WebhooksByHand, WebhooksOfApp } from '@nightdesk/helpdesks/contract';
import type { Stage } from './stage.js';

const url = 'https://nightdesk.example/v1/webhooks/acc_1';
const secret = 'a-secret-of-256-bits';

/** A person follows a guide with nothing but what it says. */
export function guidePromises(_stage: () => Stage, ours: WebhooksByHand | WebhooksOfApp): void {
  const guide = () => (ours.setUp === 'by_hand' ? ours.guide({ url, secret }) : ours.guide({ url }));

  test('the guide tells the URL, and the secret where it is ours', () => {
    const { values } = guide();
    expect(values.filter(({ value }) => value.includes(url))).not.toEqual([]);
    const secrets = values.filter(({ isSecret }) => isSecret);
    expect(secrets.map(({ value }) => value.includes(secret))).toEqual(
      ours.setUp === 'by_hand' ? [true] : [],
    );
    for (const { value, isSecret } of values) expect(isSecret).toBe(value.includes(secret));
  });

  test('the guide’s steps refer to its values by their labels, and to no others', () => {
    const { steps, values } = guide();
    expect(steps.length).toBeGreaterThan(1);
    for (const { label } of values) expect(steps.join('\n')).toContain(`“${label}”`);
    expect(new Set(values.map(({ label }) => label)).size).toBe(values.length);
    for (const step of steps) {
      expect(step).not.toContain(secret);
      expect(step).toMatch(/\.$/);
    }
  });
}
