import { StandardSchemaValidationPipe } from '@nestjs/common';
import { ProblemException } from './problem.js';

/** Checks bodies and queries by their zod schemas; a refusal names every field. */
export const validation = new StandardSchemaValidationPipe({
  exceptionFactory: (issues) =>
    new ProblemException({
      status: 400,
      title: 'Invalid input',
      detail: 'Some fields cannot be used; each is named with what is wrong.',
      errors: issues.map(({ path = [], message }) => ({
        path: path.map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
        message,
      })),
    }),
});
