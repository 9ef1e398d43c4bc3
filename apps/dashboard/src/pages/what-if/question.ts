import type { WhatIfQuestion } from '@nightdesk/sdk';

/** What may be tried out, as the address has it: the api's own names. */
export const fields = ['ceiling', 'limit', 'sweepEvery', 'foreign', 'writeFactor', 'writesPerHour'] as const;
export type Field = (typeof fields)[number];

/** The question in an address; what is no number is left out, and the api says what is out of bounds. */
export function questionIn(search: string): WhatIfQuestion {
  const given = new URLSearchParams(search);
  const question: WhatIfQuestion = { period: given.get('period') === 'hour' ? 'hour' : 'day' };
  for (const field of fields) {
    const text = given.get(field);
    const value = text === null || text.trim() === '' ? NaN : Number(text);
    if (Number.isFinite(value)) question[field] = value;
  }
  return question;
}

/** The address of a question, without what is as it is anyway. */
export function searchOf(question: WhatIfQuestion): string {
  const search = new URLSearchParams();
  if (question.period === 'hour') search.set('period', 'hour');
  for (const field of fields) {
    const value = question[field];
    if (value !== undefined) search.set(field, String(value));
  }
  return search.toString();
}
