/** The rule of the api, said before it is broken. */
export function passwordProblem(password: string): string | null {
  if (password.length < 12) return 'Use at least 12 characters.';
  if (password.length > 200) return 'Use at most 200 characters.';
  return new Set(password).size < 5 ? 'Use at least five different characters.' : null;
}
