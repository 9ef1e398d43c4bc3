import { isBlock, isSecretDoubtful, isWaiting, placed, rotationWords } from './webhook-guide.js';

const value = (label: string) => ({ label, value: label, isSecret: false });

test('each value stands once, under the first step that names it, and none is lost', () => {
  const steps = ['Open the rules.', 'Set “URL” and “Secret”.', 'Paste "Content". Check “URL” again.'];
  const guide = placed({ steps, values: [value('Secret'), value('Content'), value('URL'), value('Other')] });
  expect(guide.steps.map(({ values }) => values.map(({ index }) => index))).toEqual([[], [0, 2], [1]]);
  expect(guide.rest.map(({ label, index }) => [label, index])).toEqual([['Other', 3]]);
});

test('a label is found only as a whole', () => {
  const guide = placed({ steps: ['Set “URL of the app”.'], values: [value('URL')] });
  expect(guide.rest).toHaveLength(1);
});

test('bodies of rules get a block, addresses and secrets a line', () => {
  expect(isBlock('{\n}')).toBe(true);
  expect(isBlock(`{"ticket_id": "{{ticket.id}}", "event": "{{ticket.event}}", "a": 1}`)).toBe(true);
  expect(isBlock('https://nightdesk.example/webhooks/freshdesk/acc_01J8Z6Y3M5K7Q9R2T4V6X8/events')).toBe(
    false,
  );
  expect(isBlock('{}')).toBe(false);
});

test('it is looked for the first delivery until it came, and never where there will be none', () => {
  expect(isWaiting({ setUp: 'by_hand', firstDeliveryAt: null })).toBe(true);
  expect(isWaiting({ setUp: 'by_hand', firstDeliveryAt: '2026-11-22T08:00:00Z' })).toBe(false);
  expect(isWaiting({ setUp: 'none', firstDeliveryAt: null })).toBe(false);
  expect(isWaiting(undefined)).toBe(false);
});

test('wrong signatures cast doubt on the secret until a right one comes after them', () => {
  const failed = { signatureFailures: 2, lastSignatureFailureAt: '2026-11-22T08:00:00Z' };
  expect(isSecretDoubtful({ ...failed, lastDeliveryAt: null })).toBe(true);
  expect(isSecretDoubtful({ ...failed, lastDeliveryAt: '2026-11-22T07:00:00Z' })).toBe(true);
  expect(isSecretDoubtful({ ...failed, lastDeliveryAt: '2026-11-22T09:00:00Z' })).toBe(false);
  expect(isSecretDoubtful({ signatureFailures: 0, lastSignatureFailureAt: null, lastDeliveryAt: null })).toBe(
    false,
  );
});

test('a new secret says who enters it, and what is refused meanwhile where the old one ends at once', () => {
  expect(rotationWords('api', 'Zendesk', 24).does).toMatch(/^Zendesk makes it/);
  expect(rotationWords('by_hand', 'Freshdesk', 24).question).toMatch(/while the old one is still believed/);
  expect(rotationWords('by_hand', 'Freshdesk', 0).question).toMatch(/is refused from then on/);
});
