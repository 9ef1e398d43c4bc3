import { StatementNames } from './statement-names.js';

test('a statement that is met again keeps one name, and no other has it', () => {
  const names = new StatementNames();
  expect([names.of('SELECT 1'), names.of('SELECT 2')]).toEqual(['', '']);
  const [one, two] = [names.of('SELECT 1'), names.of('SELECT 2')];
  expect(one).not.toBe('');
  expect(two).not.toBe(one);
  expect(names.of('SELECT 1')).toBe(one);
});

test('what is met once, however much of it, takes no name from what is met again', () => {
  const names = new StatementNames();
  for (let at = 0; at < 5_000; at += 1) names.of(`SELECT ${at}`);
  names.of('SELECT often');
  expect(names.of('SELECT often')).not.toBe('');
});

test('connections keep 200 statements at most', () => {
  const names = new StatementNames();
  const given = Array.from(
    { length: 300 },
    (_, at) => [names.of(`SELECT ${at}`), names.of(`SELECT ${at}`)][1],
  );
  expect(new Set(given.filter((name) => name !== '')).size).toBe(200);
  expect(names.of('SELECT 0')).toBe(given[0]);
});
