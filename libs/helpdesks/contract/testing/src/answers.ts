import type {
  HelpdeskAdapter,
  HelpdeskErrorKind,
  PlatformRequest,
  PlatformResponse,
} from '@nightdesk/helpdesks/contract';

const read: PlatformRequest = { method: 'GET', path: '/x/1', route: '/x/:id' };
const write: PlatformRequest = {
  method: 'POST',
  path: '/x/1',
  route: '/x/:id',
  body: { text: 'my card is 4111' },
};

/** What an answer means when nothing but its status can be understood. */
const meanings: [status: number, reading: HelpdeskErrorKind[], writing: HelpdeskErrorKind[]][] = [
  [400, ['invalid'], ['invalid']],
  [401, ['unauthenticated'], ['unauthenticated']],
  [403, ['forbidden', 'account_suspended'], ['forbidden', 'account_suspended']],
  [404, ['not_found', 'invalid'], ['not_found', 'invalid']],
  [405, ['invalid'], ['invalid']],
  [408, ['unavailable'], ['ambiguous']],
  [409, ['conflict'], ['conflict']],
  [415, ['invalid'], ['invalid']],
  [418, ['invalid'], ['invalid']],
  [422, ['invalid'], ['invalid']],
  [425, ['unavailable'], ['ambiguous', 'unavailable']],
  [429, ['rate_limited'], ['rate_limited']],
  [500, ['unavailable'], ['ambiguous']],
  [502, ['unavailable'], ['ambiguous']],
  [503, ['unavailable'], ['ambiguous', 'unavailable']],
  [504, ['unavailable'], ['ambiguous']],
];
const bodies: unknown[] = [
  '',
  '<html><h1>Oops</h1></html>',
  {},
  [],
  null,
  7,
  { error: null, errors: null },
  { errors: [null] },
];

/** Gateways, proxies and maintenance pages answer in a platform's name, in forms that it never described. */
export function answerPromises(adapter: HelpdeskAdapter): void {
  const explain = (request: PlatformRequest, change: Partial<PlatformResponse>) =>
    adapter.explain(
      request,
      { status: 500, headers: {}, body: '', requestId: undefined, ...change },
      new Date(),
    );

  test.each(meanings)(
    'an answer of %i without a word that is understood is judged by its status',
    (status, reading, writing) => {
      for (const body of bodies) {
        expect(reading).toContain(explain(read, { status, body }).kind);
        expect(writing).toContain(explain(write, { status, body }).kind);
        expect(explain(read, { status, body }).details.status).toBe(status);
      }
    },
  );

  test('a write that may be repeated is unavailable where another would be in doubt', () => {
    expect(explain({ ...write, repeatable: true }, { status: 500 }).kind).toBe('unavailable');
  });

  test('an error names the route and never the address or what was sent', () => {
    for (const [status] of meanings) {
      const { message } = explain(write, { status, body: '' });
      expect(message).toContain('/x/:id');
      expect(message).not.toContain('/x/1');
      expect(message).not.toContain('4111');
    }
  });

  test('a very long answer makes no very long error', () => {
    for (const body of ['x'.repeat(100_000), { error: 'x'.repeat(100_000), message: 'x'.repeat(100_000) }])
      expect(explain(read, { status: 400, body }).message.length).toBeLessThan(1_000);
  });

  test('Retry-After is read as seconds and as a date, and nonsense is not believed', () => {
    const retryAt = (value: string) =>
      explain(read, { status: 429, headers: { 'retry-after': value } }).details.retryAt;
    expect(retryAt('30')?.getTime()).toBeGreaterThan(Date.now() + 25_000);
    expect(retryAt(new Date(Date.now() + 60_000).toUTCString())?.getTime()).toBeGreaterThan(
      Date.now() + 50_000,
    );
    expect(retryAt('soon')?.getTime()).not.toBeNaN();
  });
}
