import { invalid, notImplemented } from '../errors.js';
import type { Ticket } from '../types.js';

export type Test = (ticket: Ticket) => boolean;

const bad = (message: string) => invalid('query', message);
const fields: Record<string, (ticket: Ticket) => unknown> = {
  status: ({ status }) => status,
  priority: ({ priority }) => priority,
  type: ({ type }) => type,
  tag: ({ tags }) => tags,
  group_id: ({ group_id }) => group_id,
  agent_id: ({ responder_id }) => responder_id,
  created_at: ({ created_at }) => created_at.slice(0, 10),
  updated_at: ({ updated_at }) => updated_at.slice(0, 10),
};
const dates = ['created_at', 'updated_at'];
const elsewhere = ['due_by', 'fr_due_by', 'requester_id'];

/** Reads `status:2 AND (tag:'a' OR updated_at:>'2026-09-01')`. Days are compared whole, and both edges belong to it. */
export function testOf(query: string): Test {
  const words = query.match(/\(|\)|[\w]+:[<>]?(?:'[^']*'|[^\s()]+)|[^\s()]+/g) ?? [];
  let next = 0;
  const group = (): Test => {
    const test = words[next] === '(' ? parenthesis() : clause(words[next++]);
    return test;
  };
  const parenthesis = (): Test => {
    next += 1;
    const test = either();
    if (words[next++] !== ')') throw bad('The parentheses do not match');
    return test;
  };
  const all = (): Test => joined('AND', group, (tests) => (ticket) => tests.every((test) => test(ticket)));
  const either = (): Test => joined('OR', all, (tests) => (ticket) => tests.some((test) => test(ticket)));
  const joined = (word: string, part: () => Test, join: (tests: Test[]) => Test): Test => {
    const tests = [part()];
    while (words[next]?.toUpperCase() === word) {
      next += 1;
      tests.push(part());
    }
    return join(tests);
  };
  const test = either();
  if (next < words.length) throw bad(`Unexpected ${words[next] ?? ''}`);
  return test;
}

function clause(word: string | undefined): Test {
  const [, field = '', sign = '', quoted, plain] =
    /^(\w+):([<>]?)(?:'([^']*)'|(\S+))$/.exec(word ?? '') ?? [];
  if (field === '') throw bad(`The query cannot be read at ${word ?? 'its end'}`);
  if (elsewhere.includes(field) || field.startsWith('cf_')) throw notImplemented(`the search field ${field}`);
  const value = fields[field];
  if (!value) throw bad(`The field ${field} cannot be searched`);
  const wanted = quoted ?? plain ?? '';
  if (dates.includes(field)) return dateTest(value, sign, wanted);
  if (sign !== '') return numberTest(value, sign, Number(wanted));
  if (wanted === 'null' && quoted === undefined) return (ticket) => value(ticket) === null;
  return (ticket) => [value(ticket)].flat().map(String).includes(wanted);
}

function dateTest(value: (ticket: Ticket) => unknown, sign: string, day: string): Test {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) throw bad(`${day} is not a date like '2026-09-01'`);
  return (ticket) => {
    const own = String(value(ticket));
    return sign === '>' ? own >= day : sign === '<' ? own <= day : own === day;
  };
}

function numberTest(value: (ticket: Ticket) => unknown, sign: string, edge: number): Test {
  if (Number.isNaN(edge)) throw bad('A number is needed after :> and :<');
  return (ticket) => {
    const own = value(ticket);
    if (typeof own !== 'number') return false;
    return sign === '>' ? own >= edge : own <= edge;
  };
}
