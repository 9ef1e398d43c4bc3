import { adapterFor, addPlatform, platforms, PlatformTaken, PlatformUnknown } from './directory.js';
import { loadPlatforms, PlatformFileMissing } from './load.js';

test('every platform is found under its own name, and no two share one', () => {
  const names = platforms().map(({ platform }) => platform);
  expect(new Set(names).size).toBe(names.length);
  for (const adapter of platforms()) expect(adapterFor(adapter.platform)).toBe(adapter);
});

test('an unknown platform is refused with the names of those that are known', () => {
  expect(() => adapterFor('helpscout')).toThrow(PlatformUnknown);
  expect(() => adapterFor('helpscout')).toThrow(/zendesk/);
});

test('a described platform is found beside the others, and cannot take the name of one', () => {
  loadPlatforms(['examples/platforms/example-desk.yaml']);
  const described = platforms().at(-1)!;
  expect(adapterFor(described.platform)).toBe(described);
  expect(() => addPlatform(described)).toThrow(PlatformTaken);
  expect(() => loadPlatforms(['examples/platforms/example-desk.yaml'])).toThrow(PlatformTaken);
});

test('a file that is not there stops the start and is named', () => {
  expect(() => loadPlatforms(['nowhere.yaml'])).toThrow(PlatformFileMissing);
  expect(() => loadPlatforms(['nowhere.yaml'])).toThrow(/nowhere\.yaml/);
});
