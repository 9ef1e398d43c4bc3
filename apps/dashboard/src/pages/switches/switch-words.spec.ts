import { switchedCapabilities, whatItStops } from './switch-words.js';

test('what a switch stops, and that nothing is lost, is said of each', () => {
  const names = ['writes', 'platform:zendesk', ...switchedCapabilities.map((name) => `capability:${name}`)];
  for (const name of names) expect(whatItStops(name)).toContain('What waits is kept');
  expect(whatItStops('writes')).toContain('Tickets are still read');
  expect(whatItStops('platform:zendesk')).toContain('any account at Zendesk');
  expect(whatItStops('capability:status:write')).toMatch(/^Changes of status stop at every helpdesk/);
});
