import { ConfigError, loadConfig, usableConfig } from './config.js';

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

test('a rate is a number of requests and a window', () => {
  expect(loadConfig({ ...least, API_RATE_HIGH: '50/s' })).toMatchObject({
    API_RATE_STANDARD: { points: 600, seconds: 60 },
    API_RATE_HIGH: { points: 50, seconds: 1 },
  });
});

test.each(['600', '0/min', '5/day', '-1/s', '1.5/s'])('the rate %j is refused with what would do', (rate) => {
  expect(() => loadConfig({ ...least, API_RATE_GLOBAL: rate })).toThrow(/API_RATE_GLOBAL.*600\/min/);
});

test.each(['*', 'https://app.example.com/', 'app.example.com', 'https://App.example.com', 'null'])(
  'the origin %j, which no browser sends, is refused',
  (origin) => {
    expect(() => loadConfig({ ...least, CORS_ORIGINS: origin })).toThrow(/CORS_ORIGINS.*without a path/);
  },
);

test('what can be used is given whatever else is wrong, and each wrong variable by its name', () => {
  const { config, problems } = usableConfig({ PORT: 'many', KEY_RING: '', SMTP_URL: 'smtp://mail.example' });
  expect(config).toMatchObject({ SMTP_URL: 'smtp://mail.example', HOST: '127.0.0.1' });
  expect(config).not.toHaveProperty('PORT');
  expect(Object.keys(problems)).toEqual(['DATABASE_URL', 'PORT', 'KEY_RING']);
  expect(problems).toMatchObject({
    DATABASE_URL: 'DATABASE_URL is not set.',
    PORT: expect.stringMatching(/^PORT: /),
  });
});
