import { ConfigError, loadConfig } from './config.js';

const least = { DATABASE_URL: 'postgres://u:p@localhost:5432/nightdesk', KEY_RING: 'k1:AAAA' };

describe('loadConfig', () => {
  test('fills in defaults when only what has none is given', () => {
    expect(loadConfig(least)).toMatchObject({ PORT: 4300, BUDGET_CEILING: 0.75, ALLOW_PRIVATE_HOSTS: [] });
  });

  test('an empty value counts as absent', () => {
    expect(loadConfig({ ...least, REDIS_URL: '', PORT: '' })).toMatchObject({ PORT: 4300 });
  });

  test('every wrong variable is named at once', () => {
    const load = () => loadConfig({ PORT: 'abc', REDIS_URL: 'http://x' });
    expect(load).toThrow(ConfigError);
    expect(load).toThrow(/DATABASE_URL[^]*REDIS_URL[^]*PORT[^]*KEY_RING/);
  });

  test('an address loses its trailing slash, so that paths can be appended', () => {
    expect(loadConfig({ ...least, PUBLIC_URL: 'https://desk.example/' }).PUBLIC_URL).toBe(
      'https://desk.example',
    );
  });
});
