import type { Answer } from './answer.js';

/** A platform's refusal, already in that platform's words. */
export class Refusal extends Error {
  constructor(readonly answer: Answer) {
    super(`refused with ${answer.status}`);
  }
}

/** Refusals are answers; everything else is a fault of the sandbox and travels on. */
export function answerOf(work: () => Answer): Answer {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}
