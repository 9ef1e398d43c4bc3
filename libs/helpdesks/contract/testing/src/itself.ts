import { capabilities, type HelpdeskAdapter, type Step } from '@nightdesk/helpdesks/contract';
import { everyStep } from './stage.js';

const sentence = /^.{20,}$/s;

/** Sites that would lead a call somewhere else. */
const hostileSites = [
  '',
  '..',
  'evil.example/',
  'evil.example/x',
  'evil.example#',
  'evil.example?x',
  'evil.example\\',
  'user@evil.example',
  'user:secret@evil.example',
  'a b',
  'a\nb',
  'a%2fb',
  '{region}',
];

/** Promises that need no site: an adapter's own words must hold before anybody connects. */
export function promisesOfItself(adapter: HelpdeskAdapter): void {
  const { urls, site, regions, key, oauth } = adapter;
  const [region] = regions;
  const typed = site?.example.trim().toLowerCase() ?? '';
  const sample = site?.pattern.exec(typed)?.[1] ?? typed;

  test('its addresses are https and leave nothing to fill in but site and region', () => {
    for (const template of [urls.api, urls.app ?? urls.api]) {
      const filled = template.replaceAll('{site}', sample).replaceAll('{region}', region?.host ?? '');
      const address = new URL(filled);
      expect(address.protocol).toBe('https:');
      expect(address.href).not.toMatch(/[{}]/);
      expect(template.includes('{region}')).toBe(regions.length > 0);
    }
    expect(urls.api.includes('{site}')).toBe(site !== null);
  });

  test('the ways to connect are at least one, and each says where a person finds it', () => {
    expect([key, oauth].filter((way) => way !== null).length).toBeGreaterThan(0);
    for (const where of [key?.where, oauth?.clientWhere, key?.signingSecret?.where])
      expect(where ?? 'there is no such way to connect').toMatch(sentence);
  });

  test('the statuses that it sets are at least open and solved, and each is said once', () => {
    expect(adapter.statuses).toEqual(expect.arrayContaining(['open', 'solved']));
    expect(new Set(adapter.statuses).size).toBe(adapter.statuses.length);
  });

  test('what it says of calls in flight and of delays can be used', () => {
    expect(adapter.concurrency).toBeGreaterThanOrEqual(1);
    expect(adapter.consistencyDelayMs).toBeGreaterThanOrEqual(0);
    expect(adapter.requestIdHeader ?? 'none').toMatch(/^[a-z-]+$/);
  });

  test.each([...capabilities])('it says what to do when %s is missing', (capability) => {
    expect(adapter.remedy(capability, [])).toMatch(sentence);
    expect(adapter.remedy(capability, [])).toBe(adapter.remedy(capability, []));
  });

  test('a plan holds every step once, never empty groups, and leaves the steps as they came', () => {
    const steps: Step[] = [...everyStep(adapter, '7'), { kind: 'reply', body: 'More' }];
    const before = structuredClone(steps);
    const groups = adapter.plan(steps);
    expect(groups.map((group) => group.length)).not.toContain(0);
    expect(groups.flat()).toHaveLength(steps.length);
    expect(groups.flat()).toEqual(expect.arrayContaining(before));
    expect(steps).toEqual(before);
    expect(adapter.plan(steps)).toEqual(groups);
  });

  test('what is said keeps its order in a plan, and the status comes with or after it', () => {
    const groups = adapter.plan([
      { kind: 'status', status: 'solved' },
      { kind: 'reply', body: 'one' },
      { kind: 'note', body: 'two' },
      { kind: 'reply', body: 'three' },
    ]);
    const said = groups.flat().flatMap((step) => ('body' in step ? step.body : []));
    expect(said).toEqual(['one', 'two', 'three']);
    expect(groups.at(-1)?.map(({ kind }) => kind)).toContain('status');
  });

  test('a plan of nothing is nothing', () => {
    expect(adapter.plan([])).toEqual([]);
  });

  test('every call counts in the same windows each time, and each window has room', () => {
    const request = { method: 'GET', path: '/x', route: '/x' } as const;
    expect(adapter.windows(request)).toEqual(adapter.windows(request));
    for (const { limit, windowMs } of adapter.windows(request)) {
      expect(limit).toBeGreaterThan(0);
      expect(windowMs).toBeGreaterThan(0);
    }
  });

  test('an answer without headers teaches nothing', () => {
    expect(adapter.learn({ method: 'GET', path: '/x', route: '/x' }, {}, new Date())).toEqual([]);
  });

  if (site) {
    test('its site pattern takes its own example', () => {
      expect(site.example.toLowerCase()).toMatch(site.pattern);
    });

    // where the site ends the host, it may bring the path that a server has under it
    const hasPath = /\{site\}(\/|$)/.test(urls.api);
    test.each(hostileSites.filter((hostile) => !(hasPath && hostile.includes('/'))))(
      'the site %j is refused',
      (hostile) => {
        expect(hostile.trim().toLowerCase()).not.toMatch(site.pattern);
      },
    );
  }
}
