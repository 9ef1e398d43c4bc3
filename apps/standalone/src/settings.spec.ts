import { readSettings } from './settings.js';
import { StartProblem } from './start-problem.js';

describe('readSettings', () => {
  test('needs nothing', () => {
    expect(readSettings({})).toMatchObject({
      apiUrl: 'http://127.0.0.1:4300',
      publicUrl: 'http://127.0.0.1:4300',
      sandboxUrl: 'http://127.0.0.1:4400',
      exampleUrl: 'http://127.0.0.1:4500',
    });
  });

  test('an api that listens everywhere is reached on this machine', () => {
    const settings = readSettings({ HOST: '0.0.0.0', PORT: '80', PUBLIC_URL: 'https://desk.example/' });
    expect(settings).toMatchObject({ apiUrl: 'http://127.0.0.1:80', publicUrl: 'https://desk.example' });
  });

  test('every wrong variable is named at once', () => {
    const read = () => readSettings({ PORT: 'abc', DATABASE_URL: 'http://x', ADMIN_PASSWORD: 'short' });
    expect(read).toThrow(StartProblem);
    expect(read).toThrow(/PORT[^]*DATABASE_URL[^]*ADMIN_PASSWORD/);
  });

  test('two programs cannot have one port', () => {
    expect(() => readSettings({ PORT: '4400' })).toThrow(/PORT and SANDBOX_PORT are both 4400/);
  });
});
