/** Unknown e-mail or wrong password; which of the two is not told. 401. */
export class LoginRefused extends Error {
  override readonly name = 'LoginRefused';

  constructor() {
    super('The e-mail address or the password is wrong. Check both and try again.');
  }
}

/** The key was used with another request. 422. */
export class IdempotencyMismatch extends Error {
  override readonly name = 'IdempotencyMismatch';

  constructor() {
    super('This Idempotency-Key was used with a different request. Send a new key with a new request.');
  }
}

/** The first request with this key has not been answered yet. 409. */
export class IdempotencyInProgress extends Error {
  override readonly name = 'IdempotencyInProgress';

  constructor() {
    super('A request with this Idempotency-Key is being worked on. Repeat it in a second to get its answer.');
  }
}
