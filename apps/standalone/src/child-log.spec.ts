import { postgresProblems, problems } from './child-log.js';

describe('what the terminal shows of a child', () => {
  test('a warning of the JSON log, as a person reads it', () => {
    const line = JSON.stringify({ level: 40, msg: 'Redis is away', err: { message: 'ECONNREFUSED' } });
    expect(problems(line)).toBe('warning: Redis is away: ECONNREFUSED');
  });

  test('neither information nor plain text', () => {
    expect(problems(JSON.stringify({ level: 30, msg: 'listening' }))).toBeUndefined();
    expect(problems('listening')).toBeUndefined();
    expect(problems('{ not json')).toBeUndefined();
  });

  test('of Postgres what is fatal, but not that it starts or stops', () => {
    const line = (code: string, what: string) => `2026-11-22 08:30:47.393 UTC [1] ${code} ${what}`;
    expect(postgresProblems(line('53100', 'PANIC:  could not write to file'))).toBeDefined();
    expect(postgresProblems(line('57P03', 'FATAL:  the database system is starting up'))).toBeUndefined();
    expect(postgresProblems(line('23505', 'ERROR:  duplicate key value'))).toBeUndefined();
  });
});
