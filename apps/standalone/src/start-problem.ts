/** Something a person can put right. The message says what is wrong and what to do; it is printed without a stack. */
export class StartProblem extends Error {
  override readonly name = 'StartProblem';
}
