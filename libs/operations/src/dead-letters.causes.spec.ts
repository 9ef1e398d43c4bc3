import { policies } from '@nightdesk/gateway';
import { helpdeskErrorKinds } from '@nightdesk/helpdesks/contract';
import { causeWords, otherCause } from './dead-letters.causes.js';

/** What makes a lane wait ends no operation. */
const ending = helpdeskErrorKinds.filter((kind) => policies[kind].lane !== 'park');

test.each([...ending, 'superseded', 'precondition', 'given_up'])(
  '“%s” is told with its meaning and a remedy',
  (cause) => {
    const { meaning, remedy } = causeWords(cause);
    expect(meaning).not.toBe(causeWords(otherCause).meaning);
    expect(meaning).toMatch(/\.$/);
    expect(remedy).toMatch(/\.$/);
  },
);

test('a cause that is not in the table sends the reader to the samples', () => {
  expect(causeWords('something_new')).toBe(causeWords(otherCause));
  expect(causeWords('something_new').remedy).toContain('sample');
});
