import { NewPassword } from '@nightdesk/contract';
import { passwordProblem } from './password-rule.js';

test.each([
  '',
  'short',
  'aaaaaaaaaaaaaa',
  'a b a b a b a b',
  'correct horse battery',
  'x'.repeat(201),
  'abcde'.repeat(40),
])('the page takes %j when the api does, and only then', (password) => {
  expect(passwordProblem(password) === null).toBe(NewPassword.safeParse(password).success);
});
