import { adapterFor, helpdesks, PlatformUnknown } from './directory.js';

test('every platform is listed under its own name', () => {
  for (const [name, adapter] of Object.entries(helpdesks)) {
    expect(adapter.platform).toBe(name);
    expect(adapterFor(name)).toBe(adapter);
  }
});

test('an unknown platform is refused with the names of those that are known', () => {
  expect(() => adapterFor('helpscout')).toThrow(PlatformUnknown);
  expect(() => adapterFor('helpscout')).toThrow(/zendesk/);
});
